import type { UploadItem, UploadStatus } from '@dawg/client/upload/upload-item';

/** What needs a person stands on top, then what moves, and last what is over. */
const RANK = {
  failed: 0,
  sending: 1,
  completing: 1,
  preparing: 1,
  settling: 1,
  elsewhere: 1,
  waiting: 1,
  paused: 2,
  queued: 3,
  stored: 4,
  cancelled: 5,
} satisfies Record<UploadStatus['kind'], number>;

/** The items as the tray lists them; those of one rank in the order they were added. */
export function inTrayOrder(items: readonly UploadItem[]): UploadItem[] {
  return items.toSorted((a, b) => RANK[a.status.kind] - RANK[b.status.kind]);
}
