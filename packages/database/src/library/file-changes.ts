import { MAX_TAGS } from '@dawg/contract/limits';
import { tagKey } from '@dawg/contract/tags';
import type { FileCatalog, ItemOutcome } from '@dawg/storage/ports/file-catalog';
import type { Prisma, StoredFile } from '../generated/client.ts';
import { tagColumns } from '../rows.ts';
import { toFileRecords } from './file-records.ts';
import { descriptionColumns } from './description-columns.ts';
import { livingFolders } from './folder-tree.ts';
import type { InLibrary } from './in-library.ts';
import { placeFiles, type Placed, type WantedPlace } from './place-files.ts';
import { trashRows } from './trash-rows.ts';

type Transaction = Prisma.TransactionClient;
type Changes = Pick<FileCatalog, 'rename' | 'describe' | 'tag' | 'move' | 'trash' | 'restore'>;

/** What is done to files that stay. */
export function changingFiles(inLibrary: InLibrary): Changes {
  return {
    rename(owner, id, { fileName, ...placing }) {
      return inLibrary(owner, async (tx): Promise<ItemOutcome> => {
        const file = (await visibleFiles(tx, owner, [id])).get(id);
        if (file?.status !== 'active') return { kind: 'not-found' };
        const wanted = { file, folderId: file.folderId, fileName };
        const placed = new Map([
          [id, (await placeFiles(tx, owner, [wanted], placing, new Set([id])))[0] ?? 'done'],
        ]);
        const [outcome] = await outcomesOf(tx, owner, [id], placed);
        return outcome ?? { kind: 'not-found' };
      });
    },

    describe(owner, id, { at, ...said }) {
      return inLibrary(owner, async (tx) => {
        const file = (await visibleFiles(tx, owner, [id])).get(id);
        if (!file) return null;
        const data = { ...descriptionColumns(said, file.publicToken), updatedAt: at };
        const row = await tx.storedFile.update({ where: { id }, data });
        return (await toFileRecords(tx, [row]))[0] ?? null;
      });
    },

    tag(owner, ids, { add, remove, at }) {
      const gone = new Set(remove.map(tagKey));
      return inLibrary(owner, async (tx) => {
        const files = await visibleFiles(tx, owner, ids);
        const tagged = [...files.values()].map(({ id, tags }) => {
          const kept = tags.filter((tag) => !gone.has(tagKey(tag)));
          const has = new Set(kept.map(tagKey));
          return { id, ...tagColumns([...kept, ...add.filter((tag) => !has.has(tagKey(tag)))]) };
        });
        const fitting = tagged.filter(({ tags }) => tags.length <= MAX_TAGS);
        await tx.$executeRaw`
          UPDATE "StoredFile" file
          SET "tags" = tagged."tags", "tagKeys" = tagged."tagKeys", "tagText" = tagged."tagText", "updatedAt" = ${at}
          FROM jsonb_to_recordset(${JSON.stringify(fitting)}::jsonb)
            AS tagged("id" uuid, "tags" text[], "tagKeys" text[], "tagText" text)
          WHERE file."id" = tagged."id"`;
        const fits = new Set(fitting.map(({ id }) => id));
        const outcomes = await outcomesOf(tx, owner, ids);
        return outcomes.map((outcome, index) => {
          const id = ids[index] ?? '';
          return files.has(id) && !fits.has(id) ? ({ kind: 'too-many-tags' } as const) : outcome;
        });
      });
    },

    move(owner, ids, { folderId, ...placing }) {
      return inLibrary(owner, async (tx) => {
        if (folderId !== null && !(await isActiveFolder(tx, owner, folderId))) return 'folder-not-found';
        const active = [...(await visibleFiles(tx, owner, ids)).values()].filter(isActive);
        const wanted = active
          .filter((file) => file.folderId !== folderId)
          .map((file) => ({ file, folderId, fileName: file.fileName }));
        const placed = await placeInOrder(tx, owner, ids, wanted, placing);
        return outcomesOf(tx, owner, ids, placed, 'active');
      });
    },

    trash(owner, ids, at) {
      return inLibrary(owner, async (tx) => {
        await trashRows(tx, owner, ids, at);
        return outcomesOf(tx, owner, ids);
      });
    },

    restore(owner, ids, placing) {
      return inLibrary(owner, async (tx) => {
        const files = await visibleFiles(tx, owner, ids);
        const trashed = [...files.values()].filter((file) => !isActive(file));
        const living = await livingFolders(
          tx,
          owner,
          trashed.flatMap(({ folderId }) => folderId ?? []),
        );
        const wanted = trashed.map((file) => ({
          file,
          folderId: living(file.folderId),
          fileName: file.fileName,
        }));
        return outcomesOf(tx, owner, ids, await placeInOrder(tx, owner, ids, wanted, placing));
      });
    },
  };
}

/** Active or in the trash, by id. */
async function visibleFiles(
  tx: Transaction,
  owner: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredFile>> {
  const rows = await tx.storedFile.findMany({
    where: { id: { in: [...ids] }, userId: owner, status: { not: 'purging' } },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

function isActive({ status }: StoredFile): boolean {
  return status === 'active';
}

export async function isActiveFolder(tx: Transaction, owner: string, id: string): Promise<boolean> {
  const folder = await tx.folder.findUnique({ where: { id, userId: owner, status: 'active' } });
  return folder !== null;
}

/** In the order of the call: the first of two with one name keeps it. */
async function placeInOrder(
  tx: Transaction,
  owner: string,
  ids: readonly string[],
  wanted: readonly WantedPlace[],
  placing: Parameters<typeof placeFiles>[3],
): Promise<ReadonlyMap<string, Placed>> {
  const position = new Map(ids.map((id, index) => [id, index]));
  const inOrder = wanted.toSorted((a, b) => (position.get(a.file.id) ?? 0) - (position.get(b.file.id) ?? 0));
  const placed = await placeFiles(tx, owner, inOrder, placing, placing.together ?? new Set(ids));
  return new Map(inOrder.map(({ file }, index) => [file.id, placed[index] ?? 'done']));
}

/** Of each id what became of it, and the file as it is now. Those of another state than asked for were not found. */
async function outcomesOf(
  tx: Transaction,
  owner: string,
  ids: readonly string[],
  placed: ReadonlyMap<string, Placed> = new Map(),
  state?: StoredFile['status'],
): Promise<ItemOutcome[]> {
  const rows = await visibleFiles(tx, owner, ids);
  const found = [...rows.values()].filter(({ status }) => state === undefined || status === state);
  const records = new Map((await toFileRecords(tx, found)).map((file) => [file.id, file]));
  return ids.map((id) => {
    const file = records.get(id);
    if (!file) return { kind: 'not-found' };
    const kind = placed.get(id) ?? 'done';
    return kind === 'name-taken' ? { kind } : { kind, file };
  });
}
