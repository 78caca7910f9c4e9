import { fileNameKey, numberedFolderName } from '@dawg/contract/file-name';
import { MAX_FOLDER_DEPTH } from '@dawg/contract/limits';
import type { FolderCatalog, FolderOutcome, FolderPlacing } from '@dawg/storage/ports/folder-catalog';
import type { Folder, Prisma, PrismaClient } from '../generated/client.ts';
import { folderNameColumns, toFolderRecord } from '../rows.ts';
import { folderPage } from './folder-page.ts';
import { purgeFolder } from './folder-purge.ts';
import { restoreTree, trashTree } from './folder-trash.ts';
import { createFolder, foldersTo, livingFolders } from './folder-tree.ts';
import { freeName } from './free-name.ts';
import type { InLibrary } from './in-library.ts';
import { FOLDER_PLACE, placeOf } from './place.ts';

type Transaction = Prisma.TransactionClient;

/** The `FolderCatalog` port on PostgreSQL. */
export function createFolderCatalog(prisma: PrismaClient, inLibrary: InLibrary): FolderCatalog {
  return {
    async findPath(owner, id) {
      const path = await foldersTo(prisma, owner, id);
      return path.length === 0 ? null : path.map(toFolderRecord);
    },

    page(request) {
      return folderPage(prisma, request);
    },

    create(owner, { id, name, parentId, onConflict, at }) {
      return inLibrary(owner, async (tx): Promise<FolderOutcome> => {
        const above = await activePath(tx, owner, parentId);
        if (!above) return { kind: 'folder-not-found' };
        if (above.length >= MAX_FOLDER_DEPTH) return { kind: 'folder-too-deep' };
        const place = await findPlace(tx, { owner, parentId, name, onConflict, self: null });
        if (place.kind === 'name-taken') return place;
        if (place.kind === 'skipped') return { kind: 'skipped', folder: toFolderRecord(place.other) };
        const folder = await createFolder(tx, { id, owner, parentId, name: place.name, at });
        return { kind: 'done', folder: toFolderRecord(folder) };
      });
    },

    rename(owner, id, { name, onConflict, at }) {
      return inLibrary(owner, async (tx) => {
        const folder = await tx.folder.findUnique({ where: { id, userId: owner, status: 'active' } });
        if (!folder) return { kind: 'folder-not-found' };
        return place(tx, folder, { parentId: folder.parentId, name, onConflict, at });
      });
    },

    move(owner, id, { parentId, onConflict, at }) {
      return inLibrary(owner, async (tx) => {
        const folder = await tx.folder.findUnique({ where: { id, userId: owner, status: 'active' } });
        const above = await activePath(tx, owner, parentId);
        if (!folder || !above) return { kind: 'folder-not-found' };
        if (folder.parentId === parentId) return { kind: 'done', folder: toFolderRecord(folder) };
        // Looked up under the lock that every move takes: no other can put this folder above meanwhile.
        if (above.some((parent) => parent.id === id)) return { kind: 'folder-into-itself' };
        if (above.length + (await heightOf(tx, id)) > MAX_FOLDER_DEPTH) return { kind: 'folder-too-deep' };
        return place(tx, folder, { parentId, name: folder.name, onConflict, at });
      });
    },

    trash(owner, id, at) {
      return inLibrary(owner, async (tx) => {
        const folder = await tx.folder.findUnique({ where: { id, userId: owner } });
        if (folder?.status === 'active') await trashTree(tx, folder, at);
        return folderNow(tx, owner, id);
      });
    },

    restore(owner, id, { onConflict, at }) {
      return inLibrary(owner, async (tx) => {
        const folder = await tx.folder.findUnique({ where: { id, userId: owner } });
        if (folder?.status !== 'trashed') return folderNow(tx, owner, id);
        const living = await livingFolders(tx, owner, folder.parentId === null ? [] : [folder.parentId]);
        const wanted = { parentId: living(folder.parentId), name: folder.name, onConflict, at };
        const placed = await place(tx, folder, wanted);
        if (placed.kind !== 'done') return placed;
        await restoreTree(tx, folder, at);
        return folderNow(tx, owner, id);
      });
    },

    purge(owner, id) {
      return inLibrary(owner, async (tx) => {
        const folder = await tx.folder.findUnique({ where: { id, userId: owner } });
        if (!folder) return { kind: 'folder-not-found' };
        if (folder.status === 'active') return { kind: 'folder-not-in-trash' };
        await purgeFolder(tx, folder);
        return { kind: 'done', folder: toFolderRecord(folder) };
      });
    },
  };
}

async function folderNow(tx: Transaction, owner: string, id: string): Promise<FolderOutcome> {
  const folder = await tx.folder.findUnique({ where: { id, userId: owner } });
  return folder ? { kind: 'done', folder: toFolderRecord(folder) } : { kind: 'folder-not-found' };
}

/** The folders down to an active one, none for the top; null where there is no such active folder. */
async function activePath(
  tx: Transaction,
  owner: string,
  id: string | null,
): Promise<readonly Folder[] | null> {
  if (id === null) return [];
  const path = await foldersTo(tx, owner, id);
  return path.at(-1)?.status === 'active' ? path : null;
}

/** How many levels of folders it is, itself included. */
async function heightOf(tx: Transaction, id: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ readonly height: number }[]>`
    WITH RECURSIVE below AS (
      SELECT "id", 1 AS "level" FROM "Folder" WHERE "id" = ${id}::uuid
      UNION ALL
      SELECT child."id", below."level" + 1 FROM below JOIN "Folder" child ON child."parentId" = below."id")
    SELECT MAX("level") AS "height" FROM below`;
  return row?.height ?? 1;
}

/** Writes the one row that a change of place or name is. */
async function place(
  tx: Transaction,
  folder: Folder,
  {
    parentId,
    name,
    onConflict,
    at,
  }: { readonly parentId: string | null; readonly name: string } & FolderPlacing,
): Promise<FolderOutcome> {
  const wanted = { owner: folder.userId, parentId, name, onConflict, self: folder.id };
  const found = await findPlace(tx, wanted);
  if (found.kind === 'name-taken') return found;
  if (found.kind === 'skipped') return { kind: 'skipped', folder: toFolderRecord(folder) };
  const row = await tx.folder.update({
    where: { id: folder.id },
    data: { parentId, ...folderNameColumns(found.name), updatedAt: at },
  });
  return { kind: 'done', folder: toFolderRecord(row) };
}

interface WantedPlace {
  readonly owner: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly onConflict: FolderPlacing['onConflict'];
  /** The folder that is placed, which is not in its own way. */
  readonly self: string | null;
}

type FoundPlace =
  | { readonly kind: 'free'; readonly name: string }
  | { readonly kind: 'skipped'; readonly other: Folder }
  | { readonly kind: 'name-taken' };

async function findPlace(tx: Transaction, wanted: WantedPlace): Promise<FoundPlace> {
  const { owner, parentId, name, onConflict, self } = wanted;
  const [other] = await tx.$queryRaw<Folder[]>`
    SELECT * FROM "Folder" WHERE "userId" = ${owner} AND "status" = 'active'
      AND ${FOLDER_PLACE} = ${placeOf(parentId)}::uuid AND "nameKey" = ${fileNameKey(name)}`;
  if (!other || other.id === self) return { kind: 'free', name };
  if (onConflict === 'fail') return { kind: 'name-taken' };
  if (onConflict === 'skip') return { kind: 'skipped', other };
  const names = { owner, folderId: parentId, of: 'folders', number: numberedFolderName } as const;
  return { kind: 'free', name: await freeName(tx, names, name) };
}
