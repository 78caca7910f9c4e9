import { useSyncExternalStore } from 'react';

const TICK_MS = 30_000;

let now = Date.now();

/** The time, good to half a minute, the same for every row of one rendering: "3 minutes ago" must not go stale. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

function subscribe(onTick: () => void): () => void {
  now = Date.now();
  const timer = setInterval(() => {
    now = Date.now();
    onTick();
  }, TICK_MS);
  return () => clearInterval(timer);
}
