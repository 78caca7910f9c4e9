import type { FileSort } from '@dawg/contract/wire';
import type { FilePageRequest } from '@dawg/storage/ports/file-catalog';
import type { Prisma, PrismaClient, StoredFile } from '../generated/client.ts';
import { collectQuery, isLeftToPlanner, plainQuery, walkQuery } from './file-page.ts';

/** Rows of the first look in the listing's order: it fills a page where every fiftieth file is meant. */
export const FIRST_WALK = 5_000;

/**
 * What the first look has to find, as a share of its rows, for walking on to be worth while. A page of 101 is then 13,000
 * rows away, which costs what it costs to collect that share of a million files: where both ways are equally long.
 */
const WALK_ON_SHARE = 1 / 128;

/** Rows of the second look: some more than that, for what is meant does not lie evenly. */
export const SECOND_WALK = 16_000;

/**
 * A page of files. Whether a search means much of a library, so that reading in the listing's order soon fills a page, or
 * little, so that collecting all of it is quick, no statistics tell: they know nothing of parts of words, and a wrong
 * guess reads a million rows. So it is found out: what a first look in order finds says which way is shorter. What was
 * found is kept, and each step begins after it.
 */
export async function readFilePage(prisma: PrismaClient, request: FilePageRequest): Promise<StoredFile[]> {
  const read = (query: Prisma.Sql) => prisma.$queryRaw<StoredFile[]>(query);
  if (isLeftToPlanner(request)) return read(plainQuery(request));
  const near = await read(walkQuery(request, FIRST_WALK));
  if (near.length >= request.limit) return near;
  const isMuch = near.length >= FIRST_WALK * WALK_ON_SHARE;
  const further = isMuch ? await read(walkQuery(beyond(request, near), SECOND_WALK)) : [];
  const found = [...near, ...further];
  if (found.length >= request.limit) return found;
  return [...found, ...(await read(collectQuery(beyond(request, found))))];
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
