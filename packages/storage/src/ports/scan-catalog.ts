import type { ScanState } from '@dawg/contract/wire-scan';
import type { IdPage } from './upload-catalog.ts';

/** A version whose bytes are to be scanned. */
export interface ScanSubject {
  readonly versionId: string;
  readonly owner: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly storageKey: string;
  readonly state: ScanState;
  /** Which scanner, with which signatures; empty where none has. */
  readonly scannedWith: string;
}

/** The scanner's word. */
export interface ScanFinding {
  readonly state: 'clean' | 'infected' | 'unscannable';
  readonly detail: string | null;
  readonly scannedWith: string;
  readonly at: Date;
}

export interface StaleVersion {
  readonly versionId: string;
  readonly owner: string;
  readonly scannedWith: string;
}

export interface RescanPage {
  /** Which scanner, with which signatures, there is now. */
  readonly scanner: string;
  /** The last one of the page before. */
  readonly after: StaleVersion | null;
  readonly limit: number;
}

/**
 * What is known of viruses in versions. Every version has a state from the transaction that stores it. Every method is one
 * transaction. Throws `StorageError('database-unavailable')`.
 */
export interface ScanCatalog {
  /** Null when the version is gone, or on its way out. */
  findSubject(versionId: string): Promise<ScanSubject | null>;

  /**
   * Notes the scanner's word. An infected present version becomes an earlier one, and the latest earlier version that is
   * not infected the present one; where there is none the file keeps it. False when the version is gone.
   */
  record(versionId: string, finding: ScanFinding): Promise<boolean>;

  /** Versions that wait for their first scan, by id, beginning after `page.after`. */
  findWaiting(page: IdPage): Promise<readonly { readonly versionId: string; readonly owner: string }[]>;

  /** Versions that no scanner has seen, or another than this one: by what they were scanned with, and id. */
  findStale(page: RescanPage): Promise<readonly StaleVersion[]>;
}
