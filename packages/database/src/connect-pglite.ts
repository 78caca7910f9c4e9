import { lockDirectory } from '@dawg/directory-lock/directory-lock';
import { PGlite } from '@electric-sql/pglite';
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import pg from 'pg';

/**
 * Calls back with the payload of each notice on a channel, and with null when some may have been missed. Answers how to
 * stop. Holds none of the pool's connections.
 */
export type Listen = (
  channel: string,
  onNotice: (payload: string | null) => void,
) => Promise<() => Promise<void>>;

/** A database behind a pool of connections. */
export interface DatabaseConnection {
  readonly pool: pg.Pool;
  readonly listen: Listen;
  close(): Promise<void>;
}

/** Not on disk, gone with the process. */
export const IN_MEMORY = 'memory:';

/**
 * PostgreSQL in the process, kept in `directory` (or `IN_MEMORY`). The directory is locked, because PGlite takes
 * no lock of its own and two processes on one directory lose each other's writes. It survives a killed process;
 * it does not fsync, so it may lose the last moments before a power cut.
 */
export async function connectPglite(directory: string): Promise<DatabaseConnection> {
  if (directory === IN_MEMORY) return connectTo(await createPglite('memory://'), async () => {});
  const lock = await lockDirectory(directory);
  try {
    return connectTo(await createPglite(directory), () => lock.release());
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** With the extensions that the migrations create: a server has them among its own. */
export function createPglite(dataDir: string): Promise<PGlite> {
  return PGlite.create(dataDir, { extensions: { pg_trgm, btree_gin } });
}

function connectTo(database: PGlite, release: () => Promise<void>): DatabaseConnection {
  const pool = singleConnectionPool(database);
  return {
    pool,
    // In the process: the one connection stays everybody's.
    listen: (channel, onNotice) => database.listen(channel, onNotice),
    close: async () => {
      await pool.end();
      await database.close();
      await release();
    },
  };
}

/**
 * PGlite has one session. Everything must reach it through this pool of one connection, or statements of one
 * caller run inside another's transaction.
 */
export function singleConnectionPool(database: PGlite): pg.Pool {
  const config = createPgConfig(database) as unknown as PoolBridge;
  // PGlite 0.5 expects a query's `types` to be an array of parameter types; Prisma's adapter passes node-postgres'
  // other meaning of that field, an object of result parsers, on which PGlite fails. The bridge is not typed.
  const { connection } = config;
  const parse = connection.parse.bind(connection);
  connection.parse = (query) => parse(Array.isArray(query.types) ? query : { ...query, types: undefined });
  return new pg.Pool({ ...config, max: 1, idleTimeoutMillis: 0, allowExitOnIdle: true });
}

/** What the bridge hands to node-postgres; its own type says less. */
interface PoolBridge extends pg.PoolConfig {
  readonly connection: { parse(query: { types?: unknown }): void };
}
