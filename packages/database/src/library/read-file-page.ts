import type { FileSort } from '@dawg/contract/wire';
import type { FilePageRequest } from '@dawg/storage/ports/file-catalog';
import type { PrismaClient, StoredFile } from '../generated/client.ts';
import { collectQuery, isLeftToPlanner, plainQuery, typesQuery, walkQuery } from './file-page.ts';

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

/** Of more types than so many, a page by type is read as any other. */
export const MOST_TYPES = 16;

type CollectedFile = StoredFile & { readonly collected: bigint };

/**
 * A page of files. Whether a search means much of a library, so that reading in the listing's order soon fills a page, or
 * little, so that collecting all of it is quick, no statistics tell: they know nothing of parts of words, and a wrong
 * guess reads a million rows. So it is found out in steps that each cost little: a first look in order; a long one where
 * that was promising; then collecting, up to a limit; a long look in order where the limit is reached; and all, where that
 * look finds too little. What was found in order is kept, and the next step begins after it.
 */
export async function readFilePage(prisma: PrismaClient, request: FilePageRequest): Promise<StoredFile[]> {
  if (isLeftToPlanner(request)) return prisma.$queryRaw<StoredFile[]>(plainQuery(request));
  const found = await lookInOrder(prisma, request);
  if (found.length >= request.limit) return found;
  const rest = beyond(request, found);
  const [stretch, ...others] = await stretchesOf(prisma, rest);
  if (stretch) found.push(...(await collect(prisma, stretch)));
  for (const other of others) {
    const limit = request.limit - found.length;
    if (limit > 0) found.push(...(await readStretch(prisma, { ...other, limit })));
  }
  return found;
}

async function readStretch(prisma: PrismaClient, request: FilePageRequest): Promise<StoredFile[]> {
  const found = await lookInOrder(prisma, request);
  if (found.length >= request.limit) return found;
  return [...found, ...(await collect(prisma, beyond(request, found)))];
}

/** What a first look finds, and a long one where that is promising. */
async function lookInOrder(prisma: PrismaClient, request: FilePageRequest): Promise<StoredFile[]> {
  const near = await walk(prisma, request, FIRST_WALK);
  const isPromising = near.length >= FIRST_WALK * WALK_ON_SHARE;
  if (near.length >= request.limit || !isPromising) return near;
  return [...near, ...(await walk(prisma, beyond(request, near), SECOND_WALK))];
}

/**
 * In order by type, what is meant may lie behind all files of another type, as `mp3` does behind WAVs. So each type is
 * a stretch of its own: one in which nothing is meant is left at once, since the index of the search knows the type, too.
 */
async function stretchesOf(prisma: PrismaClient, request: FilePageRequest): Promise<FilePageRequest[]> {
  const { sort, selection } = request;
  if (sort !== 'contentType' || selection.contentType !== null) return [request];
  const rows = await prisma.$queryRaw<{ readonly type: string }[]>(typesQuery(request, MOST_TYPES + 1));
  if (rows.length > MOST_TYPES) return [request];
  return rows.map(({ type }) => ({
    ...request,
    after: request.after?.value === type ? request.after : null,
    selection: { ...selection, contentType: type },
  }));
}

/** All that is meant where that is little; where it is much, what a long look finds, and all only where that is too little. */
async function collect(prisma: PrismaClient, request: FilePageRequest): Promise<StoredFile[]> {
  const some = await prisma.$queryRaw<CollectedFile[]>(collectQuery(request, MOST_COLLECTED));
  if (Number(some[0]?.collected ?? 0) < MOST_COLLECTED) return some;
  const found = await walk(prisma, request, SECOND_WALK);
  if (found.length >= request.limit) return found;
  const all = await prisma.$queryRaw<StoredFile[]>(collectQuery(beyond(request, found), null));
  return [...found, ...all];
}

function walk(prisma: PrismaClient, request: FilePageRequest, rows: number): Promise<StoredFile[]> {
  return prisma.$queryRaw<StoredFile[]>(walkQuery(request, rows));
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
