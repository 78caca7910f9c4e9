import { availableParallelism, cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

const WATCHED_MS = 300;

/** The share of the machine that other work takes, seen while this suite does nothing; between 0 and 1. */
export async function otherWork(): Promise<number> {
  const before = busyMs();
  const begun = performance.now();
  await delay(WATCHED_MS);
  const share = (busyMs() - before) / ((performance.now() - begun) * availableParallelism());
  return Math.min(1, Math.max(0, share));
}

function busyMs(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
}
