import type { Uploads } from '@dawg/file-manager/use-uploads';
import { messages } from '../messages.ts';

/** The tab's title: the progress while something is uploaded, so that it can be watched from another tab. */
export function pageTitle(trashed: boolean, summary: Pick<Uploads['summary'], 'phase' | 'fraction'>): string {
  const isUnderWay = summary.phase === 'sending' || summary.phase === 'waiting' || summary.phase === 'paused';
  if (isUnderWay) return messages.uploadingTitle(`${Math.floor(summary.fraction * 100)} %`);
  return trashed ? messages.title(messages.pages.trash) : messages.product;
}
