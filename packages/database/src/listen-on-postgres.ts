import pg from 'pg';
import type { Listen } from './connect-pglite.ts';

const CONNECT_TIMEOUT_MS = 5_000;
const RETRY_MS = 1_000;

/**
 * Listens on a PostgreSQL server with a connection of its own. The first connects before it resolves; one that breaks is
 * made anew for as long as it takes, and then whoever listens is told that notices may have been missed.
 */
export function listenOnPostgres(url: string): Listen {
  return async (channel, onNotice) => {
    let client: pg.Client | null = null;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let isStopped = false;

    const connect = async () => {
      const made = new pg.Client({
        connectionString: url,
        connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
        keepAlive: true, // firewalls forget connections that are silent for long
      });
      made.on('notification', ({ payload }) => onNotice(payload ?? null));
      made.on('error', () => {}); // it ends, which is dealt with
      made.on('end', retryLater);
      client = made;
      await made.connect();
      await made.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    };
    const retryLater = () => {
      if (isStopped || timer) return;
      timer = setTimeout(() => {
        timer = null;
        connect().then(() => onNotice(null), retryLater);
      }, RETRY_MS);
    };

    await connect();
    return async () => {
      isStopped = true;
      if (timer) clearTimeout(timer);
      await client?.end();
    };
  };
}
