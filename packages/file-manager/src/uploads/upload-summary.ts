import type { UploadItem, UploadStatus, UploadTotals } from '@dawg/client/upload/upload-item';

/** All uploads as one. Cancelled ones are left out: nobody waits for them. */
export interface UploadSummary extends UploadTotals {
  readonly phase: UploadPhase;
  readonly counts: Readonly<Record<UploadGroup, number>>;
  /** From 0 to 1, of the bytes that are to arrive. */
  readonly fraction: number;
}

/** What there is to say of the whole, the most urgent first. */
export type UploadPhase = 'idle' | 'sending' | 'waiting' | 'paused' | 'failed' | 'done' | 'cancelled';

/** How the states of one upload count in the whole. */
export type UploadGroup = 'active' | 'waiting' | 'paused' | 'failed' | 'stored' | 'cancelled';

const GROUP = {
  queued: 'active',
  settling: 'active',
  elsewhere: 'active',
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

export function summariseUploads(items: readonly UploadItem[], totals: UploadTotals): UploadSummary {
  const counts = countUploads(items);
  const { sentBytes, totalBytes } = totals;
  return {
    ...totals,
    counts,
    phase: phaseOf(counts),
    fraction: totalBytes === 0 ? 0 : sentBytes / totalBytes,
  };
}

export function countUploads(items: readonly UploadItem[]): Record<UploadGroup, number> {
  const counts = { active: 0, waiting: 0, paused: 0, failed: 0, stored: 0, cancelled: 0 };
  for (const { status } of items) counts[groupOf(status)] += 1;
  return counts;
}

function phaseOf(counts: Readonly<Record<UploadGroup, number>>): UploadPhase {
  if (counts.active > 0) return 'sending';
  if (counts.waiting > 0) return 'waiting';
  if (counts.paused > 0) return 'paused';
  if (counts.failed > 0) return 'failed';
  if (counts.stored > 0) return 'done';
  return counts.cancelled > 0 ? 'cancelled' : 'idle';
}
