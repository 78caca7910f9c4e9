import type { FileSort } from '@dawg/contract/wire';
import type { FilePageRequest, FileSelection, PageCursor } from '@dawg/storage/ports/file-catalog';
import { Prisma } from '../generated/client.ts';
import { FILE_PLACE, placeOf } from './place.ts';

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

/**
 * Whether the planner knows best: where nothing narrows the listing, and where a folder, a project, a tag or the
 * favourites do, which have an index of their own and plain statistics. Of a search, a type or a range it has to guess.
 */
export function isLeftToPlanner({ selection }: FilePageRequest): boolean {
  const { search, tagKey, folder, projectId, isFavourite } = selection;
  const hasOwnIndex = tagKey !== null || folder !== null || projectId !== null || isFavourite === true;
  return search === '' && (hasOwnIndex || conditionsOf(selection).length === 0);
}

/**
 * (sort value, id) > (cursor) as one row comparison is what lets PostgreSQL begin in the index at the cursor, so that
 * the ten thousandth page costs what the first does.
 */
export function plainQuery(request: FilePageRequest): Prisma.Sql {
  const where = and([...scope(request), ...beyond(request), ...conditionsOf(request.selection)]);
  return Prisma.sql`
    SELECT * FROM "StoredFile" WHERE ${where} ORDER BY ${orderBy(request)} LIMIT ${request.limit}`;
}

/**
 * The types the owner has, in order, from the cursor's on: one step in the index for each, however many files it has, where
 * DISTINCT would read all files (https://wiki.postgresql.org/wiki/Loose_indexscan).
 */
export function typesQuery(request: FilePageRequest, atMost: number): Prisma.Sql {
  const { order, after } = request;
  const [direction, own] = [directionOf(request), and(scope(request))];
  const [next, from] = order === 'asc' ? [Prisma.sql`>`, Prisma.sql`>=`] : [Prisma.sql`<`, Prisma.sql`<=`];
  const begin = after ? Prisma.sql`AND "mimeType" ${from} ${String(after.value)}::text` : Prisma.empty;
  return Prisma.sql`
    WITH RECURSIVE types AS (
      (SELECT "mimeType" AS "type" FROM "StoredFile" WHERE ${own} ${begin} ORDER BY "mimeType" ${direction} LIMIT 1)
      UNION ALL
      SELECT (SELECT "mimeType" FROM "StoredFile" WHERE ${own} AND "mimeType" ${next} types."type"
        ORDER BY "mimeType" ${direction} LIMIT 1)
      FROM types WHERE types."type" IS NOT NULL)
    SELECT "type" FROM (SELECT "type" FROM types WHERE "type" IS NOT NULL LIMIT ${atMost}) first
    ORDER BY "type" ${direction}`;
}

/** Reads `rows` rows in the listing's order, and those of them that are meant: soon a page where many are. */
export function walkQuery(request: FilePageRequest, rows: number): Prisma.Sql {
  const [near, direction] = [
    and([...scope(request), ...ofType(request), ...beyond(request)]),
    directionOf(request),
  ];
  // By name outside: an expression would be sorted again, after all rows have been read.
  return Prisma.sql`
    SELECT * FROM (
      SELECT *, ${SORT_VALUES[request.sort]} AS "sortValue" FROM "StoredFile"
      WHERE ${near} ORDER BY ${orderBy(request)} LIMIT ${rows}) near
    WHERE ${and(conditionsOf(request.selection))}
    ORDER BY "sortValue" ${direction}, "id" ${direction} LIMIT ${request.limit}`;
}

/**
 * Collects what is meant, `atMost` of it, and sorts that: quick where it is little. Collected are ids and what is sorted
 * by, which fit in memory where whole rows do not. Each row has how many were collected: as many as `atMost` may not be
 * all. The two steps are for the planner, which is to plan for all that is meant, and for the executor, which stops there.
 */
export function collectQuery(request: FilePageRequest, atMost: number | null): Prisma.Sql {
  const where = and([...scope(request), ...aside(request), ...conditionsOf(request.selection)]);
  const direction = directionOf(request);
  return Prisma.sql`
    WITH meant AS MATERIALIZED (
      SELECT "id" AS "foundId", ${SORT_VALUES[request.sort]} AS "foundValue" FROM "StoredFile" WHERE ${where}),
    found AS MATERIALIZED (SELECT * FROM meant LIMIT ${atMost})
    SELECT file.*, (SELECT COUNT(*) FROM found) AS "collected" FROM (
      SELECT * FROM found ORDER BY "foundValue" ${direction}, "foundId" ${direction} LIMIT ${request.limit}) page
    JOIN "StoredFile" file ON file."id" = page."foundId"
    ORDER BY page."foundValue" ${direction}, page."foundId" ${direction}`;
}

function scope({ owner, trashed }: FilePageRequest): Prisma.Sql[] {
  const status = trashed ? Prisma.sql`'trashed'` : Prisma.sql`'active'`;
  return [Prisma.sql`"userId" = ${owner}`, Prisma.sql`"status" = ${status}`];
}

/** In order by type, the files of one lie together: a look at them meets no others. */
function ofType({ sort, selection }: FilePageRequest): Prisma.Sql[] {
  const { contentType } = selection;
  return sort === 'contentType' && contentType !== null ? [Prisma.sql`"mimeType" = ${contentType}`] : [];
}

function beyond({ sort, order, after }: FilePageRequest): Prisma.Sql[] {
  if (!after) return [];
  const operator = order === 'asc' ? Prisma.sql`>` : Prisma.sql`<`;
  const value = SORT_VALUES[sort];
  return [Prisma.sql`(${value}, "id") ${operator} (${cursorValue(sort, after)}, ${after.id}::uuid)`];
}

/** As `beyond`, which is then no way into the order's index: of a search the planner thinks that one shorter than it is. */
function aside(request: FilePageRequest): Prisma.Sql[] {
  const conditions = beyond(request);
  return request.selection.search === '' ? conditions : conditions.map((is) => Prisma.sql`(${is}) IS TRUE`);
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
