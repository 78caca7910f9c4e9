import { DEFAULT_QUOTA_BYTES, MAX_IDS_PER_CALL } from '@dawg/contract/limits';
import type { BulkResult } from '@dawg/contract/wire-library';
import { createStorage, type Storage } from '@dawg/storage/storage';
import { createMemoryObjectStore } from '@dawg/storage/testing/memory-object-store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateLibrary, type GeneratedLibrary } from '../../testing/generate-library.ts';
import { startPostgres } from '../../testing/postgres-server.ts';
import { openChangeFeed } from '../change-feed.ts';
import { createDatabaseCatalog } from '../database-catalog.ts';
import { openDatabase, type Database } from '../open-database.ts';

const server = await startPostgres();
afterAll(() => server?.close());

describe.skipIf(!server)('ten thousand files in one call', () => {
  let database: Database;
  let storage: Storage;
  let changes: Awaited<ReturnType<typeof openChangeFeed>>;
  let library: GeneratedLibrary;
  let fileIds: string[];
  beforeAll(async () => {
    database = await openDatabase(server?.url ?? '');
    const settings = {
      maxFileBytes: 1,
      smallestPartBytes: 1,
      singlePutMaxBytes: 0,
      playbackUrlSeconds: 900,
      scansUploads: false,
    };
    changes = await openChangeFeed(database);
    storage = createStorage({
      ...createDatabaseCatalog(database.prisma, { defaultQuotaBytes: DEFAULT_QUOTA_BYTES }),
      changes: changes.feed,
      objects: createMemoryObjectStore({ now: Date.now }),
      clock: { now: () => new Date() },
      ids: { next: () => crypto.randomUUID() },
      settings,
    });
    library = await generateLibrary(database.pool, { files: MAX_IDS_PER_CALL, othersFiles: 100, owners: 1 });
    const { rows } = await database.pool.query<{ readonly id: string }>(
      `SELECT "id" FROM "StoredFile" WHERE "userId" = $1`,
      [library.owner],
    );
    fileIds = rows.map(({ id }) => id);
  });
  afterAll(async () => {
    await changes.close();
    await database.close();
  });

  const many = () => ({ owner: library.owner, fileIds });
  const ledger = () => storage.quota.get({ owner: library.owner });
  const expectAllDone = ({ results }: BulkResult) => {
    expect(results.map(({ fileId }) => fileId)).toEqual(fileIds);
    expect(results.filter(({ error }) => error !== undefined)).toEqual([]);
  };

  test('are moved, tagged, trashed and restored, each answered, and the ledger stays exact', async () => {
    const before = await ledger();
    expect(before).toMatchObject({ fileCount: MAX_IDS_PER_CALL, trashedCount: 0 });
    const folderId = library.largeFolderId;
    expectAllDone(await storage.manyFiles.move({ ...many(), folderId, onConflict: 'keep-both' }));
    expectAllDone(await storage.manyFiles.tag({ ...many(), add: ['album'], remove: [] }));
    expect(await ledger()).toEqual(before);
    expectAllDone(await storage.manyFiles.trash(many()));
    expectAllDone(await storage.manyFiles.trash(many())); // again: nothing more happens
    const { fileBytes, fileCount } = before;
    const trashed = { fileBytes: 0, trashedBytes: fileBytes, fileCount: 0, trashedCount: fileCount };
    expect(await ledger()).toEqual({ ...before, ...trashed });
    expectAllDone(await storage.manyFiles.restore(many()));
    expect(await ledger()).toEqual(before);
  });

  test('are purged in one call, nothing of them stays, and the ledger is empty', async () => {
    const before = await ledger();
    await storage.manyFiles.trash(many());
    expectAllDone(await storage.manyFiles.purge(many()));
    const none = { fileBytes: 0, trashedBytes: 0, fileCount: 0, trashedCount: 0 };
    expect(await ledger()).toEqual({ ...before, ...none, deletingBytes: before.fileBytes });
    expect(await storage.jobs.finishPurges()).toEqual({ purged: MAX_IDS_PER_CALL, failures: [] });
    const { rowCount } = await database.pool.query(`SELECT FROM "StoredFile" WHERE "userId" = $1`, [
      library.owner,
    ]);
    expect(rowCount).toBe(0);
    expect(await ledger()).toEqual({
      ...before,
      ...none,
      usedBytes: 0,
      availableBytes: before.totalBytes,
    });
  });
});
