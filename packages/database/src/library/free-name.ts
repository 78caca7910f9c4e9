import { fileNameKey } from '@dawg/contract/file-name';
import type { Prisma } from '../generated/client.ts';
import { FILE_PLACE, FOLDER_PLACE, placeOf } from './place.ts';

/** Candidates looked up by one query: a name rarely has more copies. */
const CANDIDATES_PER_QUERY = 20;

/** Where a name is looked for: among an owner's active files or folders in one place. */
export interface NameSpace {
  readonly owner: string;
  readonly folderId: string | null;
  readonly of: 'files' | 'folders';
  /** How the n-th copy of a name is called, from 2 on. */
  readonly number: (name: string, number: number) => string;
}

/**
 * The name itself, or the first numbered one that is free there and not among `alsoTaken` (keys). Under the owner's lock,
 * so that it stays free.
 */
export async function freeName(
  tx: Prisma.TransactionClient,
  { owner, folderId, of, number }: NameSpace,
  name: string,
  alsoTaken: ReadonlySet<string> = new Set(),
): Promise<string> {
  for (let first = 1; ; first += CANDIDATES_PER_QUERY) {
    const candidates = Array.from({ length: CANDIDATES_PER_QUERY }, (_, index) =>
      first + index === 1 ? name : number(name, first + index),
    );
    const keys = candidates.map(fileNameKey);
    const taken =
      of === 'files'
        ? await tx.$queryRaw<{ readonly key: string }[]>`
            SELECT "fileNameKey" AS "key" FROM "StoredFile" WHERE "userId" = ${owner} AND "status" = 'active'
              AND ${FILE_PLACE} = ${placeOf(folderId)}::uuid AND "fileNameKey" = ANY(${keys}::text[])`
        : await tx.$queryRaw<{ readonly key: string }[]>`
            SELECT "nameKey" AS "key" FROM "Folder" WHERE "userId" = ${owner} AND "status" = 'active'
              AND ${FOLDER_PLACE} = ${placeOf(folderId)}::uuid AND "nameKey" = ANY(${keys}::text[])`;
    const takenKeys = new Set(taken.map(({ key }) => key));
    const free = candidates.find((candidate) => {
      const key = fileNameKey(candidate);
      return !takenKeys.has(key) && !alsoTaken.has(key);
    });
    if (free !== undefined) return free;
  }
}
