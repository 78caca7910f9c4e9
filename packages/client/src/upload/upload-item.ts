import type { StorageError } from '@dawg/contract/storage-error';
import type { FileThere } from '@dawg/contract/wire';

/**
 * Where one file of the uploader stands.
 *
 *     queued ─► settling ─► elsewhere ─► preparing ─► sending ─► completing ─► stored
 *        ▲          │           │            │  ▲        │            │
 *        │          │           │            ▼  │        ▼            ▼
 *     paused ◄──────┴───────────┴──── waiting (goes on by itself) ──► failed | cancelled
 *
 * `settling` and `elsewhere` are passed only where there is something to wait for. `failed` may be retried, `paused`
 * resumed; `stored` and `cancelled` are final.
 */
export type UploadStatus =
  /** Other files go first. */
  | { readonly kind: 'queued' }
  /** The file is still being written, or was a moment ago; begins when it is left alone. */
  | { readonly kind: 'settling' }
  /** Another tab of this browser sends the same file; what comes of it is this item's outcome too. */
  | { readonly kind: 'elsewhere' }
  /** Asking for a session, or reading what an earlier session has stored already. */
  | { readonly kind: 'preparing' }
  | { readonly kind: 'sending' }
  /** The server or the store cannot be reached; tried again by itself. */
  | { readonly kind: 'waiting'; readonly error: StorageError }
  | { readonly kind: 'paused' }
  /** Every part has arrived; the server verifies. */
  | { readonly kind: 'completing' }
  /** `isSkipped`: the name was taken and the file was added so; `file` is the one that is there. */
  | FileThere
  | { readonly kind: 'failed'; readonly error: StorageError }
  | { readonly kind: 'cancelled' };

/** One file of the uploader, as a component shows it. Replaced, never changed in place. */
export interface UploadItem {
  /** The uploader's own id, stable for as long as the item is shown. */
  readonly id: string;
  /** The session it is uploaded by, once there is one. */
  readonly sessionId: string | null;
  readonly fileName: string;
  readonly folderPath: string;
  readonly sizeBytes: number;
  /** Higher goes first. */
  readonly priority: number;
  readonly status: UploadStatus;
  /** Bytes that arrived or are on their way; never goes backwards; equals `sizeBytes` only when stored. */
  readonly sentBytes: number;
  /** Bytes an earlier session had stored, which were not sent again. */
  readonly resumedBytes: number;
  /** Smoothed over the last seconds; 0 while nothing is sent. */
  readonly bytesPerSecond: number;
  /** Null while it cannot be told. */
  readonly secondsLeft: number | null;
}

/** The honest numbers of all files together; failed and cancelled ones do not count. */
export interface UploadTotals {
  readonly sentBytes: number;
  readonly totalBytes: number;
  readonly bytesPerSecond: number;
  /** Null while it cannot be told. */
  readonly secondsLeft: number | null;
}

/** All files of the uploader, in the order they were added. */
export interface UploadsSnapshot {
  readonly items: readonly UploadItem[];
  /** Items that are neither stored, failed nor cancelled. */
  readonly unfinished: number;
  readonly totals: UploadTotals;
}

export function isUnfinished({ status }: UploadItem): boolean {
  return status.kind !== 'stored' && status.kind !== 'failed' && status.kind !== 'cancelled';
}
