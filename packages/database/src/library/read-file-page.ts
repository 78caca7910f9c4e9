import type { FileSort } from '@dawg/contract/wire';
import type { FilePageRequest } from '@dawg/storage/ports/file-catalog';
import type { Prisma, PrismaClient, StoredFile } from '../generated/client.ts';
import { collectQuery, isLeftToPlanner, plainQuery, walkQuery } from './file-page.ts';

/** Rows of the first look in the listing's order: it fills a page where every 25th file is meant. */
export const FIRST_WALK = 2_500;

/**
 * What the first look has to find, as a share of its rows, for walking on at once. A page of 101 is then 13,000 rows away,
 * which is what it costs to collect that share of a million files: where both ways are equally long.
 */
const WALK_ON_SHARE = 1 / 128;

/** Rows of the second look. */
export const SECOND_WALK = 30_000;

/** More than so many is much, and lies elsewhere in the order: names that begin alike lie together. */
export const MOST_COLLECTED = 4_000;

type CollectedFile = StoredFile & { readonly collected: bigint };

/**
 * A page of files. Whether a search means much of a library, so that reading in the listing's order soon fills a page, or
 * little, so that collecting all of it is quick, no statistics tell: they know nothing of parts of words, and a wrong
 * guess reads a million rows. So it is found out in steps that each cost little: a first look in order; where that finds
 * next to nothing, collecting up to a limit; a long look in order where the limit is reached; and all, where that look
 * finds too little. What was found in order is kept, and the next step begins after it.
 */
export async function readFilePage(prisma: PrismaClient, request: FilePageRequest): Promise<StoredFile[]> {
  const read = <Row = StoredFile>(query: Prisma.Sql) => prisma.$queryRaw<Row[]>(query);
  if (isLeftToPlanner(request)) return read(plainQuery(request));
  const near = await read(walkQuery(request, FIRST_WALK));
  if (near.length >= request.limit) return near;
  const rest = beyond(request, near);
  if (near.length < FIRST_WALK * WALK_ON_SHARE) {
    const some = await read<CollectedFile>(collectQuery(rest, MOST_COLLECTED));
    if (Number(some[0]?.collected ?? 0) < MOST_COLLECTED) return [...near, ...some];
  }
  const found = [...near, ...(await read(walkQuery(rest, SECOND_WALK)))];
  if (found.length >= request.limit) return found;
  return [...found, ...(await read(collectQuery(beyond(request, found), null)))];
}

/** The rest of the page: what comes after the files that are found already. */
function beyond(request: FilePageRequest, found: readonly StoredFile[]): FilePageRequest {
  const last = found.at(-1);
  if (!last) return request;
  const after = { id: last.id, value: SORT_VALUE[request.sort](last) };
  return { ...request, after, limit: request.limit - found.length };
}

/** As a cursor has it. */
const SORT_VALUE = {
  fileName: (row) => row.fileNameKey,
  sizeBytes: (row) => Number(row.size),
  uploadedAt: (row) => row.uploadedAt.getTime(),
  durationSeconds: (row) => row.durationSeconds ?? -1,
  contentType: (row) => row.mimeType,
} satisfies Record<FileSort, (row: StoredFile) => string | number>;
