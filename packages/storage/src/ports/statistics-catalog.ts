import type { StoredFileRecord } from '../files/stored-file.ts';

export interface TotalRecord {
  readonly fileCount: number;
  readonly sizeBytes: number;
}

/** Of the owner's active files, all at one moment. */
export interface StatisticsRecord extends TotalRecord {
  readonly byType: readonly ({ readonly contentType: string } & TotalRecord)[];
  readonly byProject: readonly ({ readonly projectId: string | null } & TotalRecord)[];
  /** `2026-03` of the upload, UTC. */
  readonly byMonth: readonly ({ readonly month: string } & TotalRecord)[];
}

/** What tells one file's bytes from another's. */
export interface Fingerprint {
  readonly sizeBytes: number;
  /** CRC-32, base64. */
  readonly checksum: string;
}

export interface SameBytes extends Fingerprint {
  readonly fileCount: number;
  /** The oldest first. */
  readonly files: readonly StoredFileRecord[];
}

/** Figures about an owner's active files. Throws `StorageError('database-unavailable')`. */
export interface StatisticsCatalog {
  /** In no order. */
  totals(owner: string): Promise<StatisticsRecord>;

  /** Active files with this size and checksum, the oldest first. */
  findCopies(owner: string, of: Fingerprint, limit: number): Promise<readonly StoredFileRecord[]>;

  /** Sizes and checksums that more than one active file has, from the largest down, beginning after `after`. */
  duplicates(
    owner: string,
    page: { readonly after: Fingerprint | null; readonly limit: number; readonly filesEach: number },
  ): Promise<readonly SameBytes[]>;
}
