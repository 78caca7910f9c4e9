import type { Ports } from '../ports/ports.ts';
import { emptyUpTo } from './empty-trash.ts';

const OWNERS_PAGE = 100;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface EmptyingReport {
  /** Owners of whose trash something was deleted. */
  readonly owners: number;
}

/**
 * Begins the purge of what has been in the trash for `trashDays` days, of every owner; `finishPurges` does the rest. Run
 * it every minute or so, on any number of servers at once.
 */
export async function emptyOldTrash(
  ports: Pick<Ports, 'trash' | 'clock'>,
  { trashDays }: { readonly trashDays: number },
): Promise<EmptyingReport> {
  const trashedBy = new Date(ports.clock.now().getTime() - trashDays * DAY_MS);
  let owners = 0;
  for (let after: string | null = null; ;) {
    const page: readonly string[] = await ports.trash.findOwners(trashedBy, { after, limit: OWNERS_PAGE });
    for (const owner of page) await emptyUpTo(ports, owner, trashedBy);
    owners += page.length;
    after = page.at(-1) ?? null;
    if (page.length < OWNERS_PAGE) return { owners };
  }
}
