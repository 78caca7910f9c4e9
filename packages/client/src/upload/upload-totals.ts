import type { UploadItem, UploadTotals } from './upload-item.ts';

/** The numbers of all files together; `speed`: bytes a second, as measured over all of them. */
export function totalsOf(items: readonly UploadItem[], speed: number): UploadTotals {
  let sentBytes = 0;
  let totalBytes = 0;
  let isSending = false;
  for (const { status, sentBytes: sent, sizeBytes } of items) {
    if (status.kind === 'failed' || status.kind === 'cancelled') continue;
    if (status.kind === 'sending') isSending = true;
    sentBytes += sent;
    totalBytes += sizeBytes;
  }
  const bytesPerSecond = isSending ? speed : 0;
  const secondsLeft = bytesPerSecond > 0 ? (totalBytes - sentBytes) / bytesPerSecond : null;
  return { sentBytes, totalBytes, bytesPerSecond, secondsLeft };
}
