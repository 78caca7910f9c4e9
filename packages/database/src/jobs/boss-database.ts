import type { Db } from 'pg-boss';
import type { Database } from '../open-database.ts';

/**
 * The database as pg-boss speaks to it: through our pool, because PGlite has one session, which nobody may enter beside
 * it. pg-boss joins statements to one text and reads the rows of all of them.
 */
export function bossDatabase({ pool, listen }: Pick<Database, 'pool' | 'listen'>): Db {
  return {
    async executeSql(text, values) {
      const client = await pool.connect();
      try {
        const result: unknown = await client.query(text, values);
        client.release();
        return { rows: rowsOf(result) };
      } catch (error) {
        // What failed may have begun a transaction; PGlite's one session would stay in it.
        await client.query('ROLLBACK').catch(() => {});
        client.release(error instanceof Error ? error : true);
        throw error;
      }
    },

    async listen(channel, onNotification, onReconnect) {
      const stop = await listen(channel, (payload) =>
        payload === null ? onReconnect() : onNotification(payload),
      );
      onReconnect();
      return { close: stop };
    },
  };
}

/** node-postgres answers one result for one statement, and a list of them for several. */
function rowsOf(result: unknown): unknown[] {
  const results = Array.isArray(result) ? result : [result];
  return results.flatMap((one: { readonly rows?: unknown[] }) => one.rows ?? []);
}
