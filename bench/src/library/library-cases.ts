import type { Database } from '@dawg/database/open-database';
import type { GeneratedLibrary } from '@dawg/database/testing/generate-library';
import type { FileSort, ListFiles, SortOrder } from '@dawg/contract/wire';
import { sortValue } from '@dawg/storage/files/list-files';
import { formatCursor } from '@dawg/storage/files/page-cursor';
import type { Catalogs } from '@dawg/storage/ports/ports';

/** Something people do with a library, and the plain SQL that answers the same. */
export interface LibraryCase {
  readonly name: string;
  /** The most that one of twenty may take, in milliseconds. */
  readonly aimMs: number;
  readonly request: (round: number) => ListFiles;
  readonly sql: (round: number) => { readonly text: string; readonly values: readonly unknown[] };
}

const SEARCHES = [
  'mix',
  'kic',
  'nar',
  'hat',
  'vox',
  'gui',
  'zep',
  'qqq',
  '42 ',
  'win',
  'aco',
  'tom',
  'mp3',
  'ght',
  '777',
];

const COLUMNS = {
  uploadedAt: '"uploadedAt"',
  fileName: '"fileNameKey"',
  sizeBytes: '"size"',
  durationSeconds: 'COALESCE("durationSeconds", -1)',
  contentType: '"mimeType"',
} satisfies Record<FileSort, string>;

const PAGE = 100;

/** `depth` is how many pages go before the deep one. */
export async function libraryCases(
  pool: Database['pool'],
  catalog: Pick<Catalogs, 'files'>,
  library: GeneratedLibrary,
  depth: number,
): Promise<LibraryCase[]> {
  const { owner } = library;
  const sorts = Object.keys(COLUMNS) as FileSort[];
  const cases: LibraryCase[] = [];
  for (const sort of sorts) {
    const order: SortOrder = sort === 'fileName' ? 'asc' : 'desc';
    const beginning = `SELECT * FROM "StoredFile" WHERE "userId" = $1 AND "status" = 'active'`;
    const ordered = `ORDER BY ${COLUMNS[sort]} ${order}, "id" ${order} LIMIT ${PAGE + 1}`;
    cases.push({
      name: `first page by ${sort}`,
      aimMs: 60,
      request: () => ({ sort, order }),
      sql: () => ({ text: `${beginning} ${ordered}`, values: [owner] }),
    });
    const { rows } = await pool.query<{ readonly id: string }>(
      `SELECT "id" FROM "StoredFile" WHERE "userId" = $1 AND "status" = 'active'
       ORDER BY ${COLUMNS[sort]} ${order}, "id" ${order} OFFSET $2 LIMIT 1`,
      [owner, depth * PAGE - 1],
    );
    const last = await catalog.files.find(owner, rows[0]?.id ?? '');
    if (!last) throw new Error('there are not so many pages');
    const value = sortValue(sort, last);
    const beyond = order === 'asc' ? '>' : '<';
    const sqlValue = sort === 'uploadedAt' ? new Date(Number(value)) : value;
    cases.push({
      name: `page ${depth + 1} by ${sort}`,
      aimMs: 60,
      request: () => ({ sort, order, cursor: formatCursor(sort, { value, id: last.id }) }),
      sql: () => ({
        text: `${beginning} AND (${COLUMNS[sort]}, "id") ${beyond} ($2, $3) ${ordered}`,
        values: [owner, sqlValue, last.id],
      }),
    });
  }

  const newest = `ORDER BY "uploadedAt" DESC, "id" DESC LIMIT ${PAGE + 1}`;
  const of = `SELECT * FROM "StoredFile" WHERE "userId" = $1 AND "status" = 'active'`;
  const searched = `("fileNameKey" || E'\\n' || "tagText" || E'\\n' || "audioText")`;
  const searchOf = (round: number) => SEARCHES[round % SEARCHES.length] ?? '';
  for (const sort of sorts) {
    const order = sort === 'fileName' ? 'asc' : 'desc';
    cases.push({
      name: `search of three letters by ${sort}`,
      aimMs: 120,
      request: (round) => ({ search: searchOf(round), sort, order }),
      sql: (round) => ({
        text: `${of} AND ${searched} LIKE $2 ORDER BY ${COLUMNS[sort]} ${order}, "id" ${order} LIMIT ${PAGE + 1}`,
        values: [owner, `%${searchOf(round)}%`],
      }),
    });
  }
  const narrowed = (name: string, request: ListFiles, condition: string, value: unknown) =>
    cases.push({
      name,
      aimMs: 60,
      request: () => request,
      sql: () => ({ text: `${of} AND ${condition} ${newest}`, values: [owner, value] }),
    });
  const place = `COALESCE("folderId", '00000000-0000-0000-0000-000000000000'::uuid) = $2`;
  narrowed('a tag of one in 200', { tag: library.tag }, `"tagKeys" @> ARRAY[$2::text]`, library.tag);
  narrowed(
    'a project of one in 300',
    { projectId: library.projectId },
    `"projectId" = $2`,
    library.projectId,
  );
  narrowed('favourites, one in 300', { isFavourite: true }, `"isFavourite" = $2`, true);
  narrowed(
    'a folder of one in 100, by date',
    { folderId: library.largeFolderId },
    place,
    library.largeFolderId,
  );
  cases.push({
    name: 'the top, one in 5, by name',
    aimMs: 60,
    request: () => ({ folderId: null, sort: 'fileName' }),
    sql: () => ({
      text: `${of} AND ${place} ORDER BY "fileNameKey", "id" LIMIT ${PAGE + 1}`,
      values: [owner, '00000000-0000-0000-0000-000000000000'],
    }),
  });
  cases.push({
    name: 'a folder of one in 1,000, by name',
    aimMs: 60,
    request: () => ({ folderId: library.smallFolderId, sort: 'fileName' }),
    sql: () => ({
      text: `${of} AND ${place} ORDER BY "fileNameKey", "id" LIMIT ${PAGE + 1}`,
      values: [owner, library.smallFolderId],
    }),
  });
  return cases;
}
