import type { FileSort } from '@dawg/contract/wire';
import type { FilePageRequest, FileSelection, PageCursor } from '@dawg/storage/ports/file-catalog';
import { Prisma } from '../generated/client.ts';
import { FILE_PLACE, placeOf } from './place.ts';

/** Rows that are looked at in the order of the listing before another way is taken. */
const WINDOW = 20_000;

/** Letter for letter as in the index: names, tags and tags inside the audio, a line each. */
const SEARCHED = Prisma.raw(`("fileNameKey" || E'\\n' || "tagText" || E'\\n' || "audioText")`);

/** Each with an index over (owner, status, value, id). */
const SORT_VALUES = {
  fileName: Prisma.sql`"fileNameKey"`,
  sizeBytes: Prisma.sql`"size"`,
  uploadedAt: Prisma.sql`"uploadedAt"`,
  durationSeconds: Prisma.raw(`COALESCE("durationSeconds", -1::double precision)`),
  contentType: Prisma.sql`"mimeType"`,
} satisfies Record<FileSort, Prisma.Sql>;

/** One or two queries for a page: the second is asked when the first has found too few. */
export interface PageQueries {
  readonly first: Prisma.Sql;
  readonly second: Prisma.Sql | null;
}

/**
 * (sort value, id) > (cursor) as one row comparison is what lets PostgreSQL begin in the index at the cursor, so that
 * the ten thousandth page costs what the first does.
 *
 * A folder, a project, a tag and the favourites have an index of their own, and the planner knows how much each holds. Of
 * a search, a type or a range it has to guess whether much of the library is meant, so that reading in the listing's order
 * soon fills a page, or little, so that collecting all of it and sorting is quick; a wrong guess costs seconds. So there
 * the first query reads `WINDOW` rows in order, and when these did not fill the page, little is meant, and the second
 * collects: what is sorted by and the id, which fit in memory where whole rows do not.
 */
export function pageQueries(request: FilePageRequest): PageQueries {
  const { limit, selection } = request;
  const narrowing = conditionsOf(selection);
  const [near, order, direction] = [
    [...scope(request), ...beyond(request)],
    orderBy(request),
    directionOf(request),
  ];
  if (narrowing.length === 0 || hasOwnIndex(selection)) {
    const where = and([...near, ...narrowing]);
    const first = Prisma.sql`SELECT * FROM "StoredFile" WHERE ${where} ORDER BY ${order} LIMIT ${limit}`;
    return { first, second: null };
  }
  return {
    first: Prisma.sql`
      SELECT * FROM (SELECT * FROM "StoredFile" WHERE ${and(near)} ORDER BY ${order} LIMIT ${WINDOW}) near
      WHERE ${and(narrowing)} ORDER BY ${order} LIMIT ${limit}`,
    second: Prisma.sql`
      WITH found AS MATERIALIZED (
        SELECT "id" AS "foundId", ${SORT_VALUES[request.sort]} AS "foundValue"
        FROM "StoredFile" WHERE ${and([...near, ...narrowing])})
      SELECT file.* FROM (
        SELECT * FROM found ORDER BY "foundValue" ${direction}, "foundId" ${direction} LIMIT ${limit}) page
      JOIN "StoredFile" file ON file."id" = page."foundId"
      ORDER BY page."foundValue" ${direction}, page."foundId" ${direction}`,
  };
}

function hasOwnIndex({ search, tagKey, folder, projectId, isFavourite }: FileSelection): boolean {
  return search === '' && (tagKey !== null || folder !== null || projectId !== null || isFavourite === true);
}

function scope({ owner, trashed }: FilePageRequest): Prisma.Sql[] {
  const status = trashed ? Prisma.sql`'trashed'` : Prisma.sql`'active'`;
  return [Prisma.sql`"userId" = ${owner}`, Prisma.sql`"status" = ${status}`];
}

function beyond({ sort, order, after }: FilePageRequest): Prisma.Sql[] {
  if (!after) return [];
  const operator = order === 'asc' ? Prisma.sql`>` : Prisma.sql`<`;
  const value = SORT_VALUES[sort];
  return [Prisma.sql`(${value}, "id") ${operator} (${cursorValue(sort, after)}, ${after.id}::uuid)`];
}

function orderBy(request: FilePageRequest): Prisma.Sql {
  const direction = directionOf(request);
  return Prisma.sql`${SORT_VALUES[request.sort]} ${direction}, "id" ${direction}`;
}

function directionOf({ order }: FilePageRequest): Prisma.Sql {
  return order === 'asc' ? Prisma.sql`ASC` : Prisma.sql`DESC`;
}

function conditionsOf(selection: FileSelection): Prisma.Sql[] {
  const { search, projectId, folder, tagKey, contentType, isFavourite } = selection;
  const { sizeBytes, durationSeconds, uploadedAt } = selection;
  const big = (bytes: number | null) => (bytes === null ? null : BigInt(bytes));
  const conditions: (Prisma.Sql | null)[] = [
    search === '' ? null : Prisma.sql`${SEARCHED} LIKE ${`%${escapeLike(search)}%`}`,
    projectId === null ? null : Prisma.sql`"projectId" = ${projectId}`,
    folder && Prisma.sql`${FILE_PLACE} = ${placeOf(folder.id)}::uuid`,
    tagKey === null ? null : Prisma.sql`cardinality("tagKeys") > 0 AND "tagKeys" @> ARRAY[${tagKey}]::text[]`,
    contentType === null ? null : Prisma.sql`"mimeType" = ${contentType}`,
    isFavourite === null ? null : isFavourite ? Prisma.sql`"isFavourite"` : Prisma.sql`NOT "isFavourite"`,
    limitTo(Prisma.sql`"size" >=`, big(sizeBytes.from)),
    limitTo(Prisma.sql`"size" <=`, big(sizeBytes.to)),
    limitTo(Prisma.sql`"durationSeconds" >=`, durationSeconds.from),
    limitTo(Prisma.sql`"durationSeconds" <=`, durationSeconds.to),
    limitTo(Prisma.sql`"uploadedAt" >=`, uploadedAt.from),
    limitTo(Prisma.sql`"uploadedAt" <`, uploadedAt.to),
  ];
  return conditions.filter((condition) => condition !== null);
}

function limitTo(comparison: Prisma.Sql, value: bigint | number | Date | null): Prisma.Sql | null {
  return value === null ? null : Prisma.sql`${comparison} ${value}`;
}

/** LIKE's own signs, taken literally. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

function and(conditions: readonly Prisma.Sql[]): Prisma.Sql {
  return Prisma.join([...conditions], ' AND ');
}

function cursorValue(sort: FileSort, { value }: PageCursor): Prisma.Sql {
  switch (sort) {
    case 'fileName':
    case 'contentType':
      return Prisma.sql`${String(value)}::text`;
    case 'sizeBytes':
      return Prisma.sql`${BigInt(value)}::bigint`;
    case 'durationSeconds':
      return Prisma.sql`${Number(value)}::double precision`;
    case 'uploadedAt':
      return Prisma.sql`${new Date(Number(value))}::timestamptz`;
  }
}
