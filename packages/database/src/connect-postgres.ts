import pg from 'pg';
import { listenOnPostgres } from './listen-on-postgres.ts';
import type { DatabaseConnection } from './connect-pglite.ts';

/** Connections of one server process; a call waits at most this long for one before it fails. */
const MAX_CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 5_000;

/** A PostgreSQL server, by its URL. */
export function connectPostgres(url: string): DatabaseConnection {
  const pool = new pg.Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true, // firewalls forget connections that are silent for long
  });
  // A connection that breaks while idle is replaced at its next use; without a listener it would end the process.
  pool.on('error', () => {});
  return { pool, listen: listenOnPostgres(url), close: () => pool.end() };
}
