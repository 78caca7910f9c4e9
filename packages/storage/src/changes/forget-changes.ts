import type { Ports } from '../ports/ports.ts';

/** Whoever was away for longer fetches everything anew, which is cheaper than reading so many changes. */
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

/** Forgets the changes that nobody will resume from; answers how many. */
export function forgetChanges(ports: Pick<Ports, 'changes' | 'clock'>): Promise<number> {
  return ports.changes.prune(new Date(ports.clock.now().getTime() - REMEMBERED_MS));
}
