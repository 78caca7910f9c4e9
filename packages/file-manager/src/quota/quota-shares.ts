import type { Quota } from '@dawg/contract/wire';

export type QuotaLevel = 'calm' | 'warning' | 'critical';

/** How a quota divides, for a bar and for a table; the four add up to the total, or to what is used when over it. */
export interface QuotaShares {
  readonly level: QuotaLevel;
  /** Taken of the total, uploads in progress included; above 1 when a quota was lowered later. */
  readonly fraction: number;
  readonly storedBytes: number;
  readonly trashedBytes: number;
  readonly reservedBytes: number;
  readonly freeBytes: number;
}

const WARNING_AT = 0.8;
const CRITICAL_AT = 0.95;

export function quotaShares(quota: Quota): QuotaShares {
  const takenBytes = quota.usedBytes + quota.reservedBytes;
  const fraction = quota.totalBytes === 0 ? 1 : takenBytes / quota.totalBytes;
  return {
    level: fraction >= CRITICAL_AT ? 'critical' : fraction >= WARNING_AT ? 'warning' : 'calm',
    fraction,
    storedBytes: quota.usedBytes - quota.trashedBytes,
    trashedBytes: quota.trashedBytes,
    reservedBytes: quota.reservedBytes,
    freeBytes: Math.max(0, quota.totalBytes - takenBytes),
  };
}
