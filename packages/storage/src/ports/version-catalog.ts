import type { StoredFileRecord } from '../files/stored-file.ts';
import type { FileVersionRecord } from '../versions/file-version.ts';
import type { IdPage } from './upload-catalog.ts';

/**
 * Earlier versions of files. Every method is one transaction; what is of another owner's file, of one being purged, or
 * being purged itself is as good as missing. Throws `StorageError('database-unavailable')`.
 */
export interface VersionCatalog {
  /** Earlier versions, the latest first; null where the owner has no such file. */
  list(owner: string, fileId: string): Promise<readonly FileVersionRecord[] | null>;

  /**
   * Makes it the present version of an active file; the present one becomes an earlier one. Both keep their ids. One that
   * is being scanned or infected stays where it is.
   */
  restore(
    owner: string,
    fileId: string,
    versionId: string,
    at: Date,
  ): Promise<
    StoredFileRecord | 'file-not-found' | 'version-not-found' | 'file-not-scanned-yet' | 'file-quarantined'
  >;

  /** From here on it looks missing. One being purged is answered again. */
  beginPurge(owner: string, fileId: string, versionId: string): Promise<FileVersionRecord | null>;

  /** Every earlier version of a file being purged. */
  ofPurgingFile(fileId: string): Promise<readonly FileVersionRecord[]>;

  /**
   * Removes a version that is being purged, or whose file is, gives its bytes back to the owner, and notes with its
   * upload until when the key is sealed. False when there is none.
   */
  finishPurge(id: string, how: { readonly sealedUntil: Date | null }): Promise<boolean>;

  /** Versions whose purge was begun and not finished, by id, beginning after `page.after`. */
  findPurging(page: IdPage): Promise<readonly FileVersionRecord[]>;
}
