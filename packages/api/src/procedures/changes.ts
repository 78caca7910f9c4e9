import { StorageError } from '@dawg/contract/storage-error';
import type { ChangeEvent } from '@dawg/contract/wire-changes';
import type { ChangeFeed } from '@dawg/storage/ports/change-feed';
import { tracked, type TrackedEnvelope } from '@trpc/server';
import { changesInput } from '../inputs.ts';
import { ownerProcedure } from '../trpc.ts';

/** Changes in one event. */
const PAGE = 200;

/** A session that expires tells nobody: it is looked at again this often. */
const LOOK_AGAIN_MS = 30_000;

/** How long an older transaction is waited for that keeps changes from being told. */
const BEHIND_MS = 100;

/**
 * The caller's changes as they happen, over SSE. Each event has an id; a client that was cut off names the last one it saw
 * and misses nothing, or is told to fetch everything anew. Ends with `unauthenticated` when the caller has signed out.
 */
export const changes = ownerProcedure.input(changesInput).subscription(async function* ({
  ctx,
  input,
  signal,
}): AsyncGenerator<TrackedEnvelope<ChangeEvent>> {
  const feed = ctx.storage.changes;
  const bell = createBell();
  const stop = feed.listen(ctx.owner, bell.ring);
  try {
    let position = input?.lastEventId ?? null;
    if (position === null) {
      position = await feed.position();
      yield tracked(position, { kind: 'ready' });
    }
    while (!signal?.aborted) {
      const next = await nextEvent(feed, ctx.owner, position);
      if (next.event) yield tracked(next.position, next.event);
      position = next.position;
      if (next.waitMs === 0) continue;
      await bell.rung(next.waitMs, signal);
      if ((await ctx.principal({ fresh: true })) !== ctx.owner) throw new StorageError('unauthenticated');
    }
  } finally {
    stop();
  }
});

interface Next {
  readonly position: string;
  readonly event: ChangeEvent | null;
  /** How long to wait for the bell before the next look. */
  readonly waitMs: number;
}

async function nextEvent(feed: ChangeFeed, owner: string, position: string): Promise<Next> {
  const after = await feed.after(owner, position, PAGE);
  if (after.kind === 'gone')
    return { position: await feed.position(), event: { kind: 'refetch' }, waitMs: 0 };
  const waitMs = after.hasMore ? 0 : after.isBehind ? BEHIND_MS : LOOK_AGAIN_MS;
  const event: ChangeEvent | null =
    after.changes.length > 0 ? { kind: 'changes', changes: after.changes } : null;
  return { position: after.position, event, waitMs };
}

/** Rung between two looks it is heard at the second: nothing is missed, and ten rings are one. */
function createBell() {
  let hasRung = false;
  let wake = () => {};
  return {
    ring: () => {
      hasRung = true;
      wake();
    },
    rung: async (atMostMs: number, signal: AbortSignal | undefined): Promise<void> => {
      if (!hasRung && !signal?.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, atMostMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
          signal?.addEventListener('abort', wake, { once: true });
        });
        signal?.removeEventListener('abort', wake);
      }
      hasRung = false;
    },
  };
}
