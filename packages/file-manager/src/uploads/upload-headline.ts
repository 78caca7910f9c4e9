import type { Messages } from '../messages/english.ts';
import type { UploadSummary } from './upload-summary.ts';

/** All uploads in a few words, the most urgent fact first. */
export function headlineOf(summary: UploadSummary, say: Messages['uploads']): string {
  const { counts, phase } = summary;
  switch (phase) {
    case 'sending':
      return say.uploading(counts.active + counts.waiting);
    case 'waiting':
      return say.waiting;
    case 'paused':
      return say.paused(counts.paused);
    case 'failed':
      return counts.stored > 0 ? say.storedSome(counts.stored, counts.failed) : say.failed(counts.failed);
    case 'done':
      return say.stored(counts.stored);
    case 'cancelled':
    case 'idle':
      return say.cancelledAll;
  }
}
