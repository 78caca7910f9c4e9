import { MAX_LISTENERS } from '@dawg/contract/limits';
import { StorageError } from '@dawg/contract/storage-error';
import type { ChangeKind, LibraryChange } from '@dawg/contract/wire-changes';
import type { ChangeFeed } from '@dawg/storage/ports/change-feed';
import type { Database } from './open-database.ts';

/** The triggers' channel; its payload is the owner (migration `library_changes`). */
const CHANNEL = 'library_change';

export interface OpenChangeFeed {
  readonly feed: ChangeFeed;
  close(): Promise<void>;
}

interface ChangeRow {
  readonly id: string;
  readonly txId: string;
  readonly kind: ChangeKind;
  readonly subjectId: string | null;
}

/** A place in the order of changes: a transaction, and a change in it. */
interface Position {
  readonly txId: bigint;
  readonly id: bigint;
}

/**
 * The `ChangeFeed` port on PostgreSQL. Changes are ordered by (transaction, id), and those of a transaction are told when
 * no older one is still running: then nothing can come in before them any more.
 */
export async function openChangeFeed({
  pool,
  listen,
}: Pick<Database, 'pool' | 'listen'>): Promise<OpenChangeFeed> {
  const listeners = new Map<string, Set<() => void>>();
  const stop = await listen(CHANNEL, (owner) => {
    const woken = owner === null ? [...listeners.values()] : [listeners.get(owner) ?? []];
    for (const wake of woken.flatMap((some) => [...some])) wake();
  });

  const feed: ChangeFeed = {
    async position() {
      const { rows } = await pool.query<{ horizon: string }>(
        'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon',
      );
      return format({ txId: BigInt(rows[0]?.horizon ?? 0), id: 0n });
    },

    async after(owner, text, limit) {
      const from = parse(text);
      const { rows: states } = await pool.query<{ horizon: string; next: string; prunedTo: string }>(
        `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon,
           pg_snapshot_xmax(pg_current_snapshot())::text AS next, "prunedTo"::text AS "prunedTo"
         FROM "LibraryChangeLog"`,
      );
      const [state] = states;
      // A position of the future is one of another database: this one was restored from a copy.
      if (!from || !state || from.txId <= BigInt(state.prunedTo) || from.txId > BigInt(state.next))
        return { kind: 'gone' };
      const { rows } = await pool.query<ChangeRow & { isFinal: boolean }>(
        `SELECT "id"::text, "txId"::text, "kind", "subjectId", "txId" < $5::bigint AS "isFinal"
         FROM "LibraryChange" WHERE "userId" = $1 AND ("txId", "id") > ($2::bigint, $3::bigint)
         ORDER BY "txId", "id" LIMIT $4`,
        [owner, from.txId.toString(), from.id.toString(), limit + 1, state.horizon],
      );
      const final = rows.filter(({ isFinal }) => isFinal);
      const page = final.slice(0, limit);
      const last = page.at(-1);
      return {
        kind: 'changes',
        changes: page.map(({ kind, subjectId }): LibraryChange => ({ kind, subjectId })),
        position: last ? format({ txId: BigInt(last.txId), id: BigInt(last.id) }) : text,
        hasMore: final.length > limit,
        isBehind: final.length < rows.length,
      };
    },

    listen(owner, onWake) {
      const mine = listeners.get(owner) ?? new Set();
      if (mine.size >= MAX_LISTENERS) throw new StorageError('too-many-listeners', { max: MAX_LISTENERS });
      listeners.set(owner, mine.add(onWake));
      return () => {
        mine.delete(onWake);
        if (mine.size === 0 && listeners.get(owner) === mine) listeners.delete(owner);
      };
    },

    async prune(before) {
      const { rows } = await pool.query<{ count: string }>(
        `WITH "gone" AS (
           DELETE FROM "LibraryChange"
           WHERE "at" < $1 AND "txId" < pg_snapshot_xmin(pg_current_snapshot())::text::bigint RETURNING "txId"
         ), "noted" AS (
           UPDATE "LibraryChangeLog" SET "prunedTo" = greatest("prunedTo", (SELECT max("txId") FROM "gone"))
         )
         SELECT count(*)::text AS "count" FROM "gone"`,
        [before],
      );
      return Number(rows[0]?.count ?? 0);
    },
  };
  return { feed, close: stop };
}

function format({ txId, id }: Position): string {
  return `${txId}.${id}`;
}

function parse(text: string): Position | null {
  const match = /^(\d{1,18})\.(\d{1,18})$/.exec(text);
  return match ? { txId: BigInt(match[1] ?? 0), id: BigInt(match[2] ?? 0) } : null;
}
