import type { UploadItem, UploadStatus } from '@dawg/client/upload/upload-item';

/** All uploads as one. Cancelled ones are left out: nobody waits for them. */
export interface UploadSummary {
  readonly phase: UploadPhase;
  readonly counts: Readonly<Record<UploadGroup, number>>;
  readonly sentBytes: number;
  readonly totalBytes: number;
  /** From 0 to 1, of the bytes that are to arrive. */
  readonly fraction: number;
  readonly bytesPerSecond: number;
  /** Null while it cannot be told. */
  readonly secondsLeft: number | null;
}

/** What there is to say of the whole, the most urgent first. */
export type UploadPhase = 'idle' | 'sending' | 'waiting' | 'paused' | 'failed' | 'done' | 'cancelled';

/** How the states of one upload count in the whole. */
export type UploadGroup = 'active' | 'waiting' | 'paused' | 'failed' | 'stored' | 'cancelled';

const GROUP = {
  queued: 'active',
  preparing: 'active',
  sending: 'active',
  completing: 'active',
  waiting: 'waiting',
  paused: 'paused',
  failed: 'failed',
  stored: 'stored',
  cancelled: 'cancelled',
} satisfies Record<UploadStatus['kind'], UploadGroup>;

export function groupOf(status: UploadStatus): UploadGroup {
  return GROUP[status.kind];
}

export function summariseUploads(items: readonly UploadItem[]): UploadSummary {
  const counts: Record<UploadGroup, number> = {
    active: 0,
    waiting: 0,
    paused: 0,
    failed: 0,
    stored: 0,
    cancelled: 0,
  };
  let sentBytes = 0;
  let totalBytes = 0;
  let bytesPerSecond = 0;
  for (const item of items) {
    const group = groupOf(item.status);
    counts[group] += 1;
    if (group === 'failed' || group === 'cancelled') continue;
    sentBytes += item.sentBytes;
    totalBytes += item.sizeBytes;
    bytesPerSecond += item.bytesPerSecond;
  }
  return {
    phase: phaseOf(counts),
    counts,
    sentBytes,
    totalBytes,
    fraction: totalBytes === 0 ? 0 : sentBytes / totalBytes,
    bytesPerSecond,
    secondsLeft: bytesPerSecond > 0 ? (totalBytes - sentBytes) / bytesPerSecond : null,
  };
}

function phaseOf(counts: Readonly<Record<UploadGroup, number>>): UploadPhase {
  if (counts.active > 0) return 'sending';
  if (counts.waiting > 0) return 'waiting';
  if (counts.paused > 0) return 'paused';
  if (counts.failed > 0) return 'failed';
  if (counts.stored > 0) return 'done';
  return counts.cancelled > 0 ? 'cancelled' : 'idle';
}
