import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool, PoolClient } from 'pg';

/** The advisory lock that Prisma's own engine takes: ours and `prisma migrate deploy` wait for each other. */
const MIGRATION_LOCK = 72707369;

/** Prisma's own bookkeeping, column for column. */
const CREATE_BOOKKEEPING = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"              VARCHAR(64) NOT NULL,
    "finished_at"           TIMESTAMPTZ,
    "migration_name"        VARCHAR(255) NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        TIMESTAMPTZ,
    "started_at"            TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count"   INTEGER NOT NULL DEFAULT 0
)`;

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

interface AppliedRow {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
  readonly logs: string | null;
}

/**
 * What `prisma migrate deploy` does, without its engine binary: the same folders, the same rows, the same lock.
 * Answers the names of the migrations it applied. Each runs as one transaction. Throws, and applies nothing more,
 * when one fails, when one failed earlier, or when an applied one was edited.
 */
export async function applyMigrations(pool: Pool, directory: string): Promise<string[]> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      return await applyMissing(client, readMigrations(directory));
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } finally {
    client.release();
  }
}

async function applyMissing(client: PoolClient, migrations: readonly Migration[]): Promise<string[]> {
  await client.query(CREATE_BOOKKEEPING);
  const { rows } = await client.query<AppliedRow>(
    'SELECT migration_name, checksum, finished_at, logs FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
  );
  const failed = rows.find((row) => row.finished_at === null);
  if (failed) {
    throw new Error(
      `Migration ${failed.migration_name} failed earlier (P3009): ${failed.logs ?? 'no log'}. ` +
        'Repair the database, then mark it with `prisma migrate resolve`.',
    );
  }
  const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]));
  const names: string[] = [];
  for (const migration of migrations) {
    const checksum = applied.get(migration.name);
    if (checksum === migration.checksum) continue;
    if (checksum !== undefined)
      throw new Error(`Migration ${migration.name} was edited after it was applied.`);
    await apply(client, migration);
    names.push(migration.name);
  }
  return names;
}

/**
 * Script and bookkeeping are one transaction: a process killed in the middle leaves neither. A script that fails is
 * noted after its rollback, as Prisma's engine does, and stops the next start.
 */
async function apply(client: PoolClient, { name, sql, checksum }: Migration): Promise<void> {
  const id = randomUUID();
  const note = (finished: boolean, logs: string | null) =>
    client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, logs, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, CASE WHEN $5 THEN now() END, CASE WHEN $5 THEN 1 ELSE 0 END)`,
      [id, checksum, name, logs, finished],
    );
  try {
    await client.query('BEGIN');
    await client.query(sql); // without parameters: as many statements as there are
    await note(true, null);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    await note(false, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

function readMigrations(directory: string): Migration[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const sql = readFileSync(join(directory, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
