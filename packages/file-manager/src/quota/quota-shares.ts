import type { Quota } from '@dawg/contract/wire';

export type QuotaLevel = 'calm' | 'warning' | 'critical';

/** How a quota divides, for a bar and for a table; they add up to the total, or to what is used when over it. */
export interface QuotaShares {
  readonly level: QuotaLevel;
  /** Taken of the total, uploads in progress included; above 1 when a quota was lowered later. */
  readonly fraction: number;
  /** Of files that are not in the trash. */
  readonly fileBytes: number;
  readonly versionBytes: number;
  readonly trashedBytes: number;
  /** Deleted for good, and not gone from the store yet. */
  readonly deletingBytes: number;
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
    fileBytes: quota.fileBytes,
    versionBytes: quota.versionBytes,
    trashedBytes: quota.trashedBytes,
    deletingBytes: quota.deletingBytes,
    reservedBytes: quota.reservedBytes,
    freeBytes: Math.max(0, quota.totalBytes - takenBytes),
  };
}
