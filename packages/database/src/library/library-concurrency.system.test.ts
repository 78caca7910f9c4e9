import { storeInCatalog, T0 } from '@dawg/storage/testing/store-in-catalog';
import type { CatalogHarness } from '@dawg/storage/testing/catalog-suite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCatalogHarness } from '../../testing/catalog-harness.ts';
import { startPostgres } from '../../testing/postgres-server.ts';
import { openDatabase, type Database } from '../open-database.ts';

/** By hand: `FOLDER_MOVES=10000`. */
const MOVES = Number(process.env['FOLDER_MOVES'] ?? 400);
const CHANGES = Math.ceil(MOVES / 10);

const server = await startPostgres();
afterAll(() => server?.close());

/** Two processes' worth of connections on one real server: what only it can show. */
describe.skipIf(!server && !process.env['CI'])('two people at once on one library', () => {
  let one: CatalogHarness;
  let other: CatalogHarness;
  let database: Database;
  beforeAll(async () => {
    if (!server) throw new Error('npm has no PostgreSQL for this platform: CI needs one that it has');
    one = await openCatalogHarness(server.url);
    other = await openCatalogHarness(server.url);
    database = await openDatabase(server.url);
  });
  afterAll(async () => {
    await Promise.all([one.close(), other.close(), database.close()]);
  });

  /** What no order of changes may break, asked of the rows themselves. */
  const expectSound = async (owner: string) => {
    const { rows } = await database.pool.query(
      `SELECT q."usedSpace"::text AS used, q."reservedSpace"::text AS reserved,
         (SELECT COALESCE(SUM("size"), 0) FROM "StoredFile" WHERE "userId" = $1)
           + (SELECT COALESCE(SUM("size"), 0) FROM "FileVersion" WHERE "userId" = $1) AS "usedByRows",
         (SELECT COALESCE(SUM("size"), 0) FROM "FileUploadSession" WHERE "userId" = $1
           AND "state" IN ('created', 'uploading', 'completing', 'aborting')) AS "reservedByRows",
         q."fileSpace"::text AS files,
         (SELECT COALESCE(SUM("size"), 0) FROM "StoredFile" WHERE "userId" = $1 AND "status" = 'active') AS "filesByRows",
         q."trashedSpace"::text AS trashed,
         (SELECT COALESCE(SUM("size"), 0) FROM "StoredFile" WHERE "userId" = $1 AND "status" = 'trashed') AS "trashedByRows",
         q."versionSpace"::text AS versions,
         (SELECT COALESCE(SUM("size"), 0) FROM "FileVersion" WHERE "userId" = $1) AS "versionsByRows",
         (SELECT COUNT(*) FROM "StoredFile" file JOIN "Folder" folder ON folder."id" = file."folderId"
           WHERE file."userId" = $1 AND file."status" = 'active' AND folder."status" <> 'active') AS "lostFiles",
         (SELECT COUNT(*) FROM "Folder" child JOIN "Folder" parent ON parent."id" = child."parentId"
           WHERE child."userId" = $1 AND child."status" = 'active' AND parent."status" <> 'active') AS "lostFolders"
       FROM "StorageQuota" q WHERE q."userId" = $1`,
      [owner],
    );
    const [row] = rows;
    expect(row).toMatchObject({ lostFiles: '0', lostFolders: '0' });
    expect(row?.used).toBe(row?.usedByRows);
    expect(row?.reserved).toBe(row?.reservedByRows);
    expect([row?.files, row?.trashed, row?.versions]).toEqual([
      row?.filesByRows,
      row?.trashedByRows,
      row?.versionsByRows,
    ]);
  };

  test(`who move folders into each other ${MOVES} times make no circle`, async () => {
    const owner = await one.createOwner();
    const folders: string[] = [];
    for (let index = 0; index < 6; index++) {
      const id = crypto.randomUUID();
      await one.folders.create(owner, { id, name: `f${index}`, parentId: null, onConflict: 'fail', at: T0 });
      folders.push(id);
    }
    const outcomes = new Map<string, number>();
    const random = sequence(7);
    const pick = () => folders[Math.floor(random() * folders.length)] ?? '';
    const move = async (catalog: CatalogHarness) => {
      const [id, parentId] = [pick(), random() < 0.2 ? null : pick()];
      const { kind } = await catalog.folders.move(owner, id, { parentId, onConflict: 'keep-both', at: T0 });
      outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
    };
    for (let done = 0; done < MOVES; done += 8) {
      await Promise.all(Array.from({ length: 8 }, (_, lane) => move(lane % 2 ? one : other)));
    }
    // Every folder is found from the top: one in a circle would not be.
    const { rows } = await database.pool.query(
      `WITH RECURSIVE tree AS (
         SELECT "id" FROM "Folder" WHERE "userId" = $1 AND "parentId" IS NULL
         UNION ALL SELECT child."id" FROM tree JOIN "Folder" child ON child."parentId" = tree."id")
       SELECT COUNT(*)::int AS reached FROM tree`,
      [owner],
    );
    expect(rows).toEqual([{ reached: folders.length }]);
    expect(outcomes.get('done')).toBeGreaterThan(0);
    expect(outcomes.get('folder-into-itself')).toBeGreaterThan(0);
    expect(outcomes.has('folder-not-found')).toBe(false);
  }, 600_000);

  test(`who replace, rename, move, trash and restore one file ${CHANGES} times leave one file, and every byte accounted for`, async () => {
    const owner = await one.createOwner(10 ** 9);
    const first = await storeInCatalog(one, owner, { fileName: 'mix.wav' });
    const folderId = crypto.randomUUID();
    await one.folders.create(owner, { id: folderId, name: 'f', parentId: null, onConflict: 'fail', at: T0 });
    const placing = { onConflict: 'replace', at: T0 } as const;
    for (let round = 0; round < CHANGES; round++) {
      await Promise.all([
        storeInCatalog(one, owner, { fileName: 'mix.wav', sizeBytes: 100 + round, onConflict: 'replace' }),
        other.files.rename(owner, first.id, { fileName: round % 2 ? 'mix.wav' : 'other.wav', ...placing }),
        one.files.move(owner, [first.id], { folderId: round % 3 ? null : folderId, ...placing }),
        other.files.trash(owner, [first.id], T0),
        one.files.restore(owner, [first.id], placing),
        round % 5 === 0
          ? other.folders.trash(owner, folderId, T0)
          : other.folders.restore(owner, folderId, { onConflict: 'keep-both', at: T0 }),
      ]);
      await expectSound(owner);
    }
    const { rows } = await database.pool.query(
      `SELECT COUNT(*)::int AS uploads, (SELECT COUNT(*) FROM "StoredFile" WHERE "userId" = $1)::int
         + (SELECT COUNT(*) FROM "FileVersion" WHERE "userId" = $1)::int AS versions
       FROM "FileUploadSession" WHERE "userId" = $1 AND "state" = 'completed'`,
      [owner],
    );
    // No upload was lost: each is a file's bytes or a version's.
    expect(rows).toEqual([{ uploads: CHANGES + 1, versions: CHANGES + 1 }]);
  }, 600_000);

  test('who trash a folder while files arrive in it lose none of them', async () => {
    const owner = await one.createOwner(10 ** 9);
    for (let round = 0; round < 20; round++) {
      const id = crypto.randomUUID();
      await one.folders.create(owner, { id, name: `f${round}`, parentId: null, onConflict: 'fail', at: T0 });
      await Promise.all([
        ...Array.from({ length: 4 }, (_, index) =>
          storeInCatalog(index % 2 ? one : other, owner, {
            folderId: id,
            folderPath: 'in/side',
            fileName: `${index}.wav`,
          }),
        ),
        other.folders.trash(owner, id, T0),
      ]);
      await expectSound(owner);
    }
    const quota = await one.quotas.get(owner);
    expect(quota.fileCount + quota.trashedCount).toBe(80);
  });

  test('who purge a file, its versions and its folder at once give back every byte once', async () => {
    const owner = await one.createOwner(10 ** 9);
    for (let round = 0; round < 20; round++) {
      const id = crypto.randomUUID();
      await one.folders.create(owner, { id, name: `f${round}`, parentId: null, onConflict: 'fail', at: T0 });
      const file = await storeInCatalog(one, owner, { folderId: id });
      await storeInCatalog(one, owner, { folderId: id, onConflict: 'replace' });
      await one.folders.trash(owner, id, T0);
      await Promise.all([
        one.files.beginPurge(owner, [file.id]),
        other.folders.purge(owner, id),
        other.versions.beginPurge(owner, file.id, file.versionId),
        one.trash.beginEmptying(owner, { trashedBy: T0, limit: 10 }),
      ]);
      await Promise.all(
        [one, other].map(({ versions }) => versions.finishPurge(file.versionId, { sealedUntil: null })),
      );
      const gone = [{ id: file.id, sealedUntil: null }];
      await Promise.all([one, other].map(({ files }) => files.finishPurge(owner, gone)));
      await expectSound(owner);
    }
    expect(await one.quotas.get(owner)).toMatchObject({ usedSpace: 0, reservedSpace: 0 });
  });
});

/** The same numbers from 0 to 1 every time. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
