import type { FilePlace, FileSort, SortOrder } from '@dawg/contract/wire';
import type { IdPage } from './upload-catalog.ts';
import type { StoredFileRecord } from '../files/stored-file.ts';

/** Where a page begins: the sort value and id of the last file before it. */
export interface PageCursor {
  readonly value: string | number;
  readonly id: string;
}

export interface FilePageRequest {
  readonly owner: string;
  readonly sort: FileSort;
  readonly order: SortOrder;
  readonly after: PageCursor | null;
  readonly limit: number;
  /** Part of the name, already folded with `fileNameKey`; empty for all. */
  readonly search: string;
  readonly projectId: string | null;
  readonly trashed: boolean;
}

/**
 * Stored files. Every method is one transaction; a file of another owner is as good as missing. Throws
 * `StorageError('database-unavailable')` when the database cannot be reached.
 */
export interface FileCatalog {
  find(owner: string, id: string): Promise<StoredFileRecord | null>;

  /** The indexes of the places, in order, at which the owner has an active file; places compare by their keys. */
  findTaken(owner: string, places: readonly FilePlace[]): Promise<readonly number[]>;

  /** Files in order of (sort value, id), beginning after the cursor. Files being purged are not listed. */
  page(request: FilePageRequest): Promise<readonly StoredFileRecord[]>;

  /** Renames an active file. `fileName` is unique among the owner's active files of one folder, by its key. */
  rename(
    owner: string,
    id: string,
    change: { readonly fileName: string; readonly at: Date },
  ): Promise<StoredFileRecord | 'not-found' | 'name-taken'>;

  /** active → trashed. A file in the trash stays there and is answered. */
  trash(owner: string, id: string, at: Date): Promise<StoredFileRecord | null>;

  /** trashed → active, under a numbered name where its own is taken in its folder meanwhile. An active file is answered as it is. */
  restore(owner: string, id: string, at: Date): Promise<StoredFileRecord | null>;

  /** trashed → purging: from here on the file looks missing. A file being purged is answered again. */
  beginPurge(owner: string, id: string): Promise<StoredFileRecord | 'not-found' | 'not-in-trash'>;

  /**
   * Removes a file being purged, gives its bytes back to the owner, and notes with its upload until when the key is
   * sealed, if it is. False when there is none.
   */
  finishPurge(id: string, how: { readonly sealedUntil: Date | null }): Promise<boolean>;

  /** Files whose purge was begun and not finished, by id, beginning after `page.after`. */
  findPurging(page: IdPage): Promise<readonly StoredFileRecord[]>;
}
