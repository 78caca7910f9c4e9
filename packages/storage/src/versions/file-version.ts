import type { FileVersion } from '@dawg/contract/wire-library';
import type { ScanSummary } from '@dawg/contract/wire-scan';

/** An earlier version of a file as the server knows it. */
export interface FileVersionRecord {
  readonly id: string;
  readonly owner: string;
  readonly fileId: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly checksum: string;
  readonly storageKey: string;
  readonly uploadedAt: Date;
  readonly replacedAt: Date;
  /** As of a file. */
  readonly putUntil: Date | null;
  readonly scan: ScanSummary;
}

/** Picks the fields a client may see. */
export function toFileVersion(record: FileVersionRecord): FileVersion {
  return {
    id: record.id,
    scan: record.scan,
    contentType: record.contentType,
    sizeBytes: record.sizeBytes,
    checksum: record.checksum,
    uploadedAt: record.uploadedAt.toISOString(),
    replacedAt: record.replacedAt.toISOString(),
  };
}
