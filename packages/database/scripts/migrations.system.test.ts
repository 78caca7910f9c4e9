import { cpSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyMigrations } from '../src/apply-migrations.ts';
import { connectPglite, IN_MEMORY, type DatabaseConnection } from '../src/connect-pglite.ts';
import { openSchemaEngine } from './schema-engine.ts';

const PACKAGE = join(import.meta.dirname, '..');
const MIGRATIONS = join(PACKAGE, 'prisma/migrations');

const columns = async (pool: Pool) =>
  (
    await pool.query(
      `SELECT column_name, data_type, character_maximum_length, is_nullable, column_default
       FROM information_schema.columns WHERE table_name = '_prisma_migrations' ORDER BY ordinal_position`,
    )
  ).rows;
const bookkeeping = async (pool: Pool) =>
  (
    await pool.query(
      `SELECT migration_name, checksum, logs, rolled_back_at, applied_steps_count, finished_at IS NOT NULL AS finished
       FROM "_prisma_migrations" ORDER BY migration_name`,
    )
  ).rows;

describe('the migrations', () => {
  let ours: DatabaseConnection;
  let prismas: DatabaseConnection;
  beforeAll(async () => {
    [ours, prismas] = await Promise.all([connectPglite(IN_MEMORY), connectPglite(IN_MEMORY)]);
  });
  afterAll(async () => {
    await ours.close();
    await prismas.close();
  });

  test('equal the schema', async () => {
    const engine = await openSchemaEngine(prismas.pool, PACKAGE);
    expect(await engine.drift()).toMatchObject({ exitCode: 0 });
    await engine.close();
  });

  test('applied by us leave what Prisma’s own engine leaves: table, rows, nothing to do for either', async () => {
    const names = readdirSync(MIGRATIONS, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    expect(await applyMigrations(ours.pool, MIGRATIONS)).toEqual(names.toSorted());
    expect(await applyMigrations(ours.pool, MIGRATIONS)).toEqual([]);

    const onPrismas = await openSchemaEngine(prismas.pool, PACKAGE);
    expect((await onPrismas.apply()).appliedMigrationNames).toEqual(names.toSorted());
    expect(await columns(ours.pool)).toEqual(await columns(prismas.pool));
    expect(await bookkeeping(ours.pool)).toEqual(await bookkeeping(prismas.pool));

    const onOurs = await openSchemaEngine(ours.pool, PACKAGE);
    expect(await onOurs.status()).toEqual({
      editedMigrationNames: [],
      failedMigrationNames: [],
      hasMigrationsTable: true,
      history: null,
    });
    await onPrismas.close();
    await onOurs.close();
  });

  test('run together by two servers are applied once', async () => {
    const fresh = await connectPglite(IN_MEMORY);
    const applied = await Promise.all([1, 2].map(() => applyMigrations(fresh.pool, MIGRATIONS)));
    expect(applied.flat()).toHaveLength((await bookkeeping(fresh.pool)).length);
    await fresh.close();
  });

  test('carry folders that were text over to rows, and count what is stored', async () => {
    const fresh = await connectPglite(IN_MEMORY);
    const before = join(mkdtempSync(join(tmpdir(), 'dawg-migrations-')), 'migrations');
    const withText = readdirSync(MIGRATIONS).filter((name) => !/^\d+_library$|toml$/.test(name));
    for (const name of withText.filter((name) => name < '20261124105936'))
      cpSync(join(MIGRATIONS, name), join(before, name), { recursive: true });
    await applyMigrations(fresh.pool, before);
    await fresh.pool.query(`INSERT INTO "User" (id, name, email) VALUES ('a', 'a', 'a'), ('b', 'b', 'b')`);
    await fresh.pool.query(`INSERT INTO "StorageQuota" VALUES ('a', 1000, 60, 0), ('b', 1000, 40, 0)`);
    const files = [
      ['a', 'Album/Stems', 'album/stems', 'kick.wav', 10, 'active'],
      ['a', 'ALBUM', 'album', 'mix.wav', 20, 'active'],
      ['a', '', '', 'top.wav', 30, 'trashed'],
      ['b', 'Album/Älbum', 'album/älbum', 'kick.wav', 40, 'active'],
    ];
    for (const [index, [owner, path, key, name, size, status]] of files.entries())
      await fresh.pool.query(
        `INSERT INTO "StoredFile" (id, "userId", "fileName", "fileNameKey", "originalName", "storageKey", "mimeType", size,
           checksum, "uploadedAt", "updatedAt", "folderPath", "folderPathKey", status)
         VALUES (gen_random_uuid(), $1, $2, $2, $2, $3, 'audio/wav', $4, 'AAAAAA==', now() + $5 * interval '1 second', now(),
           $6, $7, $8::"FileStatus")`,
        [owner, name, `k${index}`, size, index, path, key, status],
      );
    await applyMigrations(fresh.pool, MIGRATIONS);
    const { rows } = await fresh.pool.query(
      `WITH RECURSIVE tree AS (
         SELECT id, name AS path, "nameKey" AS key FROM "Folder" WHERE "parentId" IS NULL
         UNION ALL SELECT child.id, path || '/' || child.name, key || '/' || child."nameKey"
         FROM tree JOIN "Folder" child ON child."parentId" = tree.id)
       SELECT file."userId", path, key, "fileName" FROM "StoredFile" file LEFT JOIN tree ON tree.id = "folderId"
       ORDER BY size`,
    );
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['a', 'Album/Stems', 'album/stems', 'kick.wav'],
      ['a', 'Album', 'album', 'mix.wav'],
      ['a', null, null, 'top.wav'],
      ['b', 'Album/Älbum', 'album/älbum', 'kick.wav'],
    ]);
    const ledgers = await fresh.pool.query(
      `SELECT "fileSpace", "fileCount", "trashedSpace", "trashedCount" FROM "StorageQuota" ORDER BY "userId"`,
    );
    expect(ledgers.rows.map((row) => Object.values(row).map(Number))).toEqual([
      [30, 2, 30, 1],
      [40, 1, 0, 0],
    ]);
    const { rows: distinct } = await fresh.pool.query(
      `SELECT COUNT(DISTINCT "versionId")::int AS n FROM "StoredFile"`,
    );
    expect(distinct).toEqual([{ n: 4 }]);
    await fresh.close();
  });

  test('that fail leave nothing of themselves, are recorded, and stop the next start', async () => {
    const directory = join(mkdtempSync(join(tmpdir(), 'dawg-migrations-')), 'migrations');
    cpSync(MIGRATIONS, directory, { recursive: true });
    mkdirSync(join(directory, '20990101000000_bad'));
    const sql = `ALTER TABLE "StoredFile" ADD COLUMN "half" INT;\nALTER TABLE "Nowhere" ADD COLUMN a INT;`;
    writeFileSync(join(directory, '20990101000000_bad/migration.sql'), sql);

    await expect(applyMigrations(ours.pool, directory)).rejects.toThrow(/Nowhere/);
    const half = await ours.pool.query(`SELECT 1 FROM information_schema.columns WHERE column_name = 'half'`);
    expect(half.rows).toEqual([]);
    expect((await bookkeeping(ours.pool)).at(-1)).toMatchObject({
      migration_name: '20990101000000_bad',
      finished: false,
    });
    await expect(applyMigrations(ours.pool, directory)).rejects.toThrow(/P3009/);
  });

  test('that were edited after they were applied are refused', async () => {
    const directory = join(mkdtempSync(join(tmpdir(), 'dawg-migrations-')), 'migrations');
    cpSync(MIGRATIONS, directory, { recursive: true });
    const fresh = await connectPglite(IN_MEMORY);
    const [first = ''] = await applyMigrations(fresh.pool, directory);
    writeFileSync(join(directory, first, 'migration.sql'), 'SELECT 1;');
    await expect(applyMigrations(fresh.pool, directory)).rejects.toThrow(/was edited/);
    await fresh.close();
  });
});
