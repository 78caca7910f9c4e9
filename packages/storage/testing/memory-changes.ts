import { MAX_LISTENERS } from '@dawg/contract/limits';
import { StorageError } from '@dawg/contract/storage-error';
import type { ChangeKind, LibraryChange } from '@dawg/contract/wire-changes';
import type { ChangeFeed } from '../src/ports/change-feed.ts';

export interface MemoryChanges {
  readonly feed: ChangeFeed;
  record(owner: string, kind: ChangeKind, subjectId: string | null): void;
}

/** The change feed in memory: the reference model of the port. */
export function createMemoryChanges(): MemoryChanges {
  const log: { readonly owner: string; readonly number: number; readonly change: LibraryChange }[] = [];
  const listeners = new Map<string, Set<() => void>>();
  let last = 0;
  let prunedTo = 0;
  return {
    record(owner, kind, subjectId) {
      log.push({ owner, number: ++last, change: { kind, subjectId } });
      for (const wake of listeners.get(owner) ?? []) queueMicrotask(wake);
    },
    feed: {
      async position() {
        return String(last);
      },

      async after(owner, position, limit) {
        const from = Number(position);
        if (!(from >= prunedTo && from <= last)) return { kind: 'gone' };
        const found = log.filter((entry) => entry.owner === owner && entry.number > from);
        const page = found.slice(0, limit);
        return {
          kind: 'changes',
          changes: page.map(({ change }) => change),
          position: String(page.at(-1)?.number ?? from),
          hasMore: found.length > page.length,
          isBehind: false,
        };
      },

      listen(owner, onWake) {
        const mine = listeners.get(owner) ?? new Set();
        if (mine.size >= MAX_LISTENERS) throw new StorageError('too-many-listeners', { max: MAX_LISTENERS });
        listeners.set(owner, mine.add(onWake));
        return () => void mine.delete(onWake);
      },

      async prune() {
        prunedTo = last;
        return log.splice(0).length;
      },
    },
  };
}
