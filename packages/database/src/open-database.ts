import { PrismaPg } from '@prisma/adapter-pg';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { applyMigrations } from './apply-migrations.ts';
import { translatingFailures } from './database-failures.ts';
import { connectPglite, type Listen } from './connect-pglite.ts';
import { connectPostgres } from './connect-postgres.ts';
import { PrismaClient } from './generated/client.ts';

export type { PrismaClient } from './generated/client.ts';

/** The one handle on the database of a process. */
export interface Database {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  /** Notices of the database, of all processes on it. */
  readonly listen: Listen;
  /** In this process and in its directory, not on a server. */
  readonly isEmbedded: boolean;
  /** Throws `StorageError('database-unavailable')` when it does not answer. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** Prisma's standard folders: `prisma migrate deploy` applies the same. */
export const MIGRATIONS_DIRECTORY = fileURLToPath(new URL('../prisma/migrations', import.meta.url));

const EMBEDDED = 'pglite:';

/**
 * Opens `postgres://…` (a server) or `pglite:DIRECTORY` (embedded; `pglite:memory:` for tests), applies the
 * migrations that are missing, and answers the handle. Throws what the driver throws when it cannot connect.
 */
export async function openDatabase(url: string): Promise<Database> {
  const isEmbedded = url.startsWith(EMBEDDED);
  const connection = isEmbedded ? await connectPglite(url.slice(EMBEDDED.length)) : connectPostgres(url);
  try {
    await applyMigrations(connection.pool, MIGRATIONS_DIRECTORY);
  } catch (error) {
    await connection.close();
    throw error;
  }
  const prisma = new PrismaClient({
    adapter: new PrismaPg(connection.pool),
    transactionOptions: { maxWait: 10_000, timeout: 15_000 },
  });
  const close = async () => {
    await prisma.$disconnect();
    await connection.close();
  };
  const check = async () => void (await connection.pool.query('SELECT 1'));
  const { pool, listen } = connection;
  return { prisma, pool, listen, isEmbedded, close, ...translatingFailures({ check }) };
}
