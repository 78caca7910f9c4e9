import type { UploadItem, UploadsSnapshot } from '@dawg/client/upload/upload-item';
import type { Messages } from '../messages/english.ts';
import { groupOf, summariseUploads } from './upload-summary.ts';

const QUARTERS = [25, 50, 75] as const;

/**
 * What a person who does not see the tray hears between two states of the uploads: the start, each quarter of the
 * whole, failures with their reason, the end. Never each percent. Null when there is nothing to say.
 */
export function sayProgress(
  before: UploadsSnapshot,
  after: UploadsSnapshot,
  say: Messages['uploads']['say'],
): string | null {
  const was = summariseUploads(before.items, before.totals);
  const is = summariseUploads(after.items, after.totals);
  const [amountBefore, amount] = [before.items.length, after.items.length];
  const sentences = newFailures(before.items, after.items).map((item) =>
    say.failed(item.fileName, reasonOf(item)),
  );

  const wasBusy = was.counts.active + was.counts.waiting + was.counts.paused > 0;
  const isBusy = is.counts.active + is.counts.waiting + is.counts.paused > 0;
  if (isBusy && amount > amountBefore) sentences.push(say.started(is.counts.active));
  else if (wasBusy && !isBusy && is.counts.stored > 0) sentences.push(say.done(is.counts.stored));
  else if (wasBusy && isBusy && amountBefore === amount) {
    const reached = QUARTERS.findLast(
      (quarter) => was.fraction * 100 < quarter && is.fraction * 100 >= quarter,
    );
    if (reached) sentences.push(say.reached(reached));
  }
  return sentences.length > 0 ? sentences.join(' ') : null;
}

function newFailures(before: readonly UploadItem[], after: readonly UploadItem[]): UploadItem[] {
  const failedBefore = new Set(
    before.filter((item) => groupOf(item.status) === 'failed').map((item) => item.id),
  );
  return after.filter((item) => groupOf(item.status) === 'failed' && !failedBefore.has(item.id));
}

function reasonOf(item: UploadItem): string {
  return item.status.kind === 'failed' ? item.status.error.message : '';
}
