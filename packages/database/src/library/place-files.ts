import { fileNameKey, numberedName } from '@dawg/contract/file-name';
import type { Placing } from '@dawg/storage/ports/file-catalog';
import type { Prisma, StoredFile } from '../generated/client.ts';
import { freeName } from './free-name.ts';
import { FILE_PLACE, placeOf } from './place.ts';
import { trashRows } from './trash-rows.ts';

type Transaction = Prisma.TransactionClient;

/** A file that is to be active in a folder under a name. */
export interface WantedPlace {
  readonly file: StoredFile;
  readonly folderId: string | null;
  readonly fileName: string;
}

export type Placed = 'done' | 'skipped' | 'name-taken';

/**
 * Puts files into their places, under the owner's lock, and answers for each what became of it. One query looks up who
 * is there, one statement moves all. Those of `call`, the ids of all that were asked for, do not replace each other.
 */
export async function placeFiles(
  tx: Transaction,
  owner: string,
  wanted: readonly WantedPlace[],
  { onConflict, at }: Placing,
  call: ReadonlySet<string>,
): Promise<readonly Placed[]> {
  const there = await activeFilesAt(tx, owner, wanted);
  const placedHere = new Set<string>();
  const replaced: string[] = [];
  const moves: WantedPlace[] = [];
  const outcomes: Placed[] = [];
  for (const want of wanted) {
    const key = keyOf(want);
    const other = there.get(key);
    const isOfThisCall = placedHere.has(key) || (other !== undefined && call.has(other));
    const isTaken = placedHere.has(key) || (other !== undefined && other !== want.file.id);
    const rule = isOfThisCall && onConflict === 'replace' ? 'keep-both' : onConflict;
    if (isTaken && (rule === 'fail' || rule === 'skip')) {
      outcomes.push(rule === 'fail' ? 'name-taken' : 'skipped');
      continue;
    }
    if (isTaken && rule === 'replace' && other !== undefined) replaced.push(other);
    const move = isTaken && rule === 'keep-both' ? await beside(tx, owner, want, placedHere) : want;
    placedHere.add(keyOf(move));
    moves.push(move);
    outcomes.push('done');
  }
  await trashRows(tx, owner, replaced, at);
  await moveRows(tx, moves, at);
  return outcomes;
}

async function beside(
  tx: Transaction,
  owner: string,
  want: WantedPlace,
  placedHere: ReadonlySet<string>,
): Promise<WantedPlace> {
  const prefix = `${placeOf(want.folderId)}/`;
  const alsoTaken = [...placedHere]
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
  const names = { owner, folderId: want.folderId, of: 'files', number: numberedName } as const;
  return { ...want, fileName: await freeName(tx, names, want.fileName, new Set(alsoTaken)) };
}

/** The ids of active files by place and name. */
async function activeFilesAt(
  tx: Transaction,
  owner: string,
  wanted: readonly WantedPlace[],
): Promise<ReadonlyMap<string, string>> {
  const places = wanted.map(({ folderId }) => placeOf(folderId));
  const keys = wanted.map(({ fileName }) => fileNameKey(fileName));
  const rows = await tx.$queryRaw<
    { readonly id: string; readonly folderId: string | null; readonly fileNameKey: string }[]
  >`
    SELECT file."id", file."folderId", file."fileNameKey"
    FROM unnest(${places}::uuid[], ${keys}::text[]) AS asked("place", "key")
    JOIN "StoredFile" file ON file."userId" = ${owner} AND file."status" = 'active'
      AND ${FILE_PLACE} = asked."place" AND file."fileNameKey" = asked."key"`;
  return new Map(rows.map((row) => [`${placeOf(row.folderId)}/${row.fileNameKey}`, row.id]));
}

async function moveRows(tx: Transaction, moves: readonly WantedPlace[], at: Date): Promise<void> {
  if (moves.length === 0) return;
  const ids = moves.map(({ file }) => file.id);
  const folders = moves.map(({ folderId }) => folderId);
  const names = moves.map(({ fileName }) => fileName);
  const keys = names.map(fileNameKey);
  await tx.$executeRaw`
    UPDATE "StoredFile" file SET "folderId" = moved."folderId", "fileName" = moved."name",
      "fileNameKey" = moved."key", "status" = 'active', "trashedAt" = NULL, "trashedWith" = NULL, "updatedAt" = ${at}
    FROM unnest(${ids}::uuid[], ${folders}::uuid[], ${names}::text[], ${keys}::text[])
      AS moved("id", "folderId", "name", "key")
    WHERE file."id" = moved."id"`;
}

function keyOf({ folderId, fileName }: Pick<WantedPlace, 'folderId' | 'fileName'>): string {
  return `${placeOf(folderId)}/${fileNameKey(fileName)}`;
}
