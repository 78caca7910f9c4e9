import type { AnalysisQueue } from '@dawg/database/jobs/analysis-queue';
import type { StaleVersion } from '@dawg/storage/ports/scan-catalog';
import type { Storage } from '@dawg/storage/storage';

/** As many rescans wait in the queue at most. */
const CHUNK = 500;
/** Times that a chunk which does not become less is looked at before the next one is begun all the same. */
const PATIENCE = 30;

/**
 * Has scanned again what this scanner has not seen: what was stored while nothing scanned, and everything when there are
 * new signatures. Each call goes on by a chunk when half of the one before is done; at the end it begins again with those
 * that failed, if there are some.
 */
export function createRescan(
  { jobs }: Pick<Storage, 'jobs'>,
  queue: Pick<AnalysisQueue, 'enqueue'>,
  { chunk = CHUNK }: { readonly chunk?: number } = {},
): (scanner: string) => Promise<void> {
  let from: StaleVersion | null = null;
  let asked: readonly StaleVersion[] = [];
  let looks = 0;
  return async (scanner) => {
    const stale = await jobs.findToRescan({ scanner, after: from, limit: chunk });
    const ids = new Set(stale.map(({ versionId }) => versionId));
    const undone = asked.filter(({ versionId }) => ids.has(versionId));
    if (undone.length > chunk / 2 && ++looks < PATIENCE) return;
    from = asked.at(-1) ?? null;
    looks = 0;
    asked = await jobs.findToRescan({ scanner, after: from, limit: chunk });
    await queue.enqueue(asked, { isUrgent: false });
  };
}
