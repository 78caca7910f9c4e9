import { fileNameKey } from '@dawg/contract/file-name';
import type { FileSort, SortOrder } from '@dawg/contract/wire';
import { EVERYTHING } from '@dawg/storage/files/everything';
import type { FilePageRequest, FileSelection } from '@dawg/storage/ports/file-catalog';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateLibrary, RARE_WORD, type GeneratedLibrary } from '../../testing/generate-library.ts';
import { startPostgres } from '../../testing/postgres-server.ts';
import { Prisma } from '../generated/client.ts';
import { openDatabase, type Database } from '../open-database.ts';
import { belowQuery, takenQuery } from './file-catalog.ts';
import { collectQuery, isLeftToPlanner, plainQuery, typesQuery, walkQuery } from './file-page.ts';
import { folderPageQuery } from './folder-page.ts';
import { TOP } from './place.ts';
import { FIRST_WALK, MOST_COLLECTED, MOST_TYPES, readFilePage, SECOND_WALK } from './read-file-page.ts';
import { copiesQuery, duplicatesQuery } from './statistics-catalog.ts';

/** A hundredth of what `bench/library` measures. */
const SIZE = { files: 10_000, othersFiles: 20_000, owners: 20 };

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}

const server = await startPostgres();
afterAll(() => server?.close());

const URLS = [
  ['PGlite', 'pglite:memory:'],
  ['a PostgreSQL server', server?.url ?? ''],
] as const;

describe.each(URLS.filter(([, url]) => url !== ''))(
  'among 30,000 files, 10,000 of them the owner’s, on %s',
  (_, url) => {
    let database: Database;
    let library: GeneratedLibrary;
    beforeAll(async () => {
      database = await openDatabase(url);
      library = await generateLibrary(database.pool, SIZE);
    }, 120_000);
    afterAll(() => database.close());

    const explain = async (query: Prisma.Sql): Promise<PlanNode> => {
      const [row] = await database.prisma.$queryRaw<
        { readonly 'QUERY PLAN': readonly { readonly Plan: PlanNode }[] }[]
      >(Prisma.sql`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${query}`);
      const plan = row?.['QUERY PLAN'][0]?.Plan;
      if (!plan) throw new Error('no plan');
      return plan;
    };
    const nodesOf = (plan: PlanNode): PlanNode[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
    const expectIndexed = async (query: Prisma.Sql) => {
      const nodes = nodesOf(await explain(query));
      expect(nodes.map((node) => node['Node Type'])).not.toContain('Seq Scan');
      expect(nodes.some((node) => node['Index Name'] !== undefined)).toBe(true);
      return nodes;
    };
    const blocksOf = (plan: PlanNode) => plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
    const request = (
      change: Partial<FilePageRequest>,
      selection: Partial<FileSelection> = {},
    ): FilePageRequest => ({
      owner: library.owner,
      sort: 'uploadedAt',
      order: 'desc',
      after: null,
      limit: 101,
      selection: { ...EVERYTHING, ...selection },
      trashed: false,
      ...change,
    });
    const all = (page: FilePageRequest) =>
      isLeftToPlanner(page)
        ? [plainQuery(page)]
        : [
            walkQuery(page, FIRST_WALK),
            walkQuery(page, SECOND_WALK),
            collectQuery(page, MOST_COLLECTED),
            collectQuery(page, null),
          ];

    const SORTS: readonly FileSort[] = [
      'uploadedAt',
      'fileName',
      'sizeBytes',
      'durationSeconds',
      'contentType',
    ];
    const ORDERS: readonly SortOrder[] = ['asc', 'desc'];

    test.each(SORTS.flatMap((sort) => ORDERS.map((order) => [sort, order] as const)))(
      'a page by %s %s is read from an index, in order, and costs the same at any depth',
      async (sort, order) => {
        const first = plainQuery(request({ sort, order }));
        const nodes = await expectIndexed(first);
        expect(nodes.map((node) => node['Node Type'])).not.toContain('Sort');
        const whole = await database.prisma.$queryRaw<{ id: string; value: string | number }[]>(Prisma.sql`
        SELECT "id", "value" FROM (SELECT "id", ${Prisma.raw(VALUES[sort])} AS "value" FROM "StoredFile"
          WHERE "userId" = ${library.owner} AND "status" = 'active') file
        ORDER BY "value" ${Prisma.raw(order)}, "id" ${Prisma.raw(order)} OFFSET 9000 LIMIT 1`);
        const [deep] = whole;
        if (!deep) throw new Error('not so many files');
        const value = sort === 'sizeBytes' || sort === 'uploadedAt' ? Number(deep.value) : deep.value;
        const after = { id: deep.id, value };
        const shallow = await explain(first);
        const deepPage = await explain(plainQuery(request({ sort, order, after })));
        expect(blocksOf(deepPage)).toBeLessThan(blocksOf(shallow) * 2);
      },
    );

    const NARROWED: readonly [string, () => Partial<FileSelection>][] = [
      ['a search of three letters', () => ({ search: 'mix' })],
      ['a search that finds little', () => ({ search: fileNameKey(RARE_WORD) })],
      ['a search that finds nothing', () => ({ search: 'qqqqq' })],
      ['a large folder', () => ({ folder: { id: library.largeFolderId } })],
      ['a small folder', () => ({ folder: { id: library.smallFolderId } })],
      ['the top', () => ({ folder: { id: null } })],
      ['a project', () => ({ projectId: library.projectId })],
      ['a tag', () => ({ tagKey: library.tag })],
      ['favourites', () => ({ isFavourite: true })],
      ['a type', () => ({ contentType: 'audio/flac' })],
      ['a size', () => ({ sizeBytes: { from: 10_000, to: 20_000 } })],
      ['a duration', () => ({ durationSeconds: { from: 10, to: 11 } })],
      ['a day', () => ({ uploadedAt: { from: new Date('2024-05-01'), to: new Date('2024-05-02') } })],
    ];
    test.each(NARROWED)('%s is read from an index, in each way and every order', async (_what, selection) => {
      for (const sort of SORTS) {
        for (const query of all(request({ sort }, selection()))) await expectIndexed(query);
      }
    });

    test.each(SORTS)('a look in order by %s ends with the page: nothing is sorted', async (sort) => {
      const nodes = await expectIndexed(walkQuery(request({ sort }, { search: 'mix' }), SECOND_WALK));
      expect(nodes.map((node) => node['Node Type'])).not.toContain('Sort');
    });

    const FOUND_BY: readonly [string, Partial<FilePageRequest>, string][] = [
      ['lies near', {}, 'mix'],
      ['is little', {}, fileNameKey(RARE_WORD)],
      ['is little, and a part of it lies near', { sort: 'fileName', order: 'asc' }, 'acoustic amb'],
      ['is nothing', {}, 'qqqqq'],
      ['is much, and lies elsewhere in the order', { sort: 'contentType', order: 'asc' }, 'wav'],
      ['is much, and less than a page', { sort: 'contentType', order: 'asc', limit: 9_000 }, 'wav'],
      ['is much, and lies elsewhere backward', { sort: 'contentType', order: 'desc' }, 'flac'],
    ];
    test.each(FOUND_BY)(
      'a page of a search is complete and in order where what is meant %s',
      async (...row) => {
        const [, change, search] = row;
        const page = request(change, { search });
        const expected = await database.prisma.$queryRaw<{ id: string }[]>(plainQuery(page));
        const found = await readFilePage(database.prisma, page);
        expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      },
    );

    const BY_TYPE = ORDERS.flatMap((order) =>
      ['mix', 'mp3', 'wav', 'flac', fileNameKey(RARE_WORD), 'qqqqq'].map(
        (search) => [search, order] as const,
      ),
    );
    test.each(BY_TYPE)(
      'pages of “%s” by type %s are those of the plain query, from any file of any type on',
      async (search, order) => {
        const page = (change: Partial<FilePageRequest>) =>
          request({ sort: 'contentType', order, ...change }, { search });
        const whole = await database.prisma.$queryRaw<{ id: string; mimeType: string }[]>(
          plainQuery(page({ limit: SIZE.files })),
        );
        const ids = whole.map(({ id }) => id);
        const changesOfType = whole.flatMap(({ mimeType }, at) =>
          at > 0 && whole[at - 1]?.mimeType !== mimeType ? [at - 50, at - 2, at - 1, at, at + 1] : [],
        );
        const [middle, last] = [Math.floor(ids.length / 2), ids.length - 1];
        for (const at of new Set([...changesOfType, middle, last])) {
          const cursor = whole[at];
          const after = cursor ? { id: cursor.id, value: cursor.mimeType } : null;
          const found = await readFilePage(database.prisma, page({ after }));
          const from = cursor ? at + 1 : 0;
          expect(found.map(({ id }) => id)).toEqual(ids.slice(from, from + 101));
        }
      },
    );

    test('the types of a library are read by steps in the index', async () => {
      for (const order of ORDERS) {
        const types = typesQuery(request({ sort: 'contentType', order }), MOST_TYPES);
        const nodes = await expectIndexed(types);
        expect(nodes[0] ? blocksOf(nodes[0]) : NaN).toBeLessThan(100);
      }
    });

    test('a search that finds little is read from the trigram index, a rare tag from its own', async () => {
      const namesIn = async (selection: Partial<FileSelection>) => {
        const query = all(request({}, selection)).at(-1);
        return query ? (await expectIndexed(query)).map((node) => node['Index Name']) : [];
      };
      expect(await namesIn({ search: RARE_WORD })).toContain('StoredFile_search_idx');
      expect(await namesIn({ tagKey: library.rareTag })).toContain('StoredFile_tag_idx');
    });

    test('a folder by name is read in order, without a look at what is not in it', async () => {
      const [query, more] = all(request({ sort: 'fileName', order: 'asc' }, { folder: { id: null } }));
      expect(more).toBeUndefined();
      const nodes = query ? await expectIndexed(query) : [];
      expect(nodes.map((node) => node['Index Name'])).toContain('StoredFile_active_place_key');
    });

    test('folders, places that are taken, copies and duplicates are read from indexes', async () => {
      const { owner, largeFolderId } = library;
      await expectIndexed(folderPageQuery({ owner, from: { parentId: null }, after: null, limit: 101 }));
      await expectIndexed(
        folderPageQuery({ owner, from: { parentId: largeFolderId }, after: null, limit: 101 }),
      );
      const asked = Array.from({ length: 1000 }, (_, index) => ({
        place: TOP,
        name: `kick snare ${index}.wav`,
      }));
      await expectIndexed(takenQuery(owner, asked));
      const same = { sizeBytes: 1000, checksum: 'AAAAAA==' };
      await expectIndexed(belowQuery(owner, largeFolderId, 10_001));
      await expectIndexed(copiesQuery(owner, same, 10));
      await expectIndexed(duplicatesQuery(owner, { after: null, limit: 101, filesEach: 20 }));
    });
  },
);

/** As the cursor has them. */
const VALUES = {
  uploadedAt: `(extract(epoch from "uploadedAt") * 1000)::bigint`,
  fileName: `"fileNameKey"`,
  sizeBytes: `"size"`,
  durationSeconds: `COALESCE("durationSeconds", -1)`,
  contentType: `"mimeType"`,
} satisfies Record<FileSort, string>;
