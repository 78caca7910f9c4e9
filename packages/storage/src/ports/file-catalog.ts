import type { FileSort, OnConflict, SortOrder } from '@dawg/contract/wire';
import type { IdPage } from './upload-catalog.ts';
import type { StoredFileRecord } from '../files/stored-file.ts';

/** Where a page begins: the sort value and id of the last file before it. */
export interface PageCursor {
  readonly value: string | number;
  readonly id: string;
}

/** What narrows a listing; null and empty do not. */
export interface FileSelection {
  /** Part of the name, of a tag or of a tag inside the audio, already folded with `fileNameKey`. */
  readonly search: string;
  readonly projectId: string | null;
  /** Files directly in this folder, with `{ id: null }` those at the top. */
  readonly folder: { readonly id: string | null } | null;
  /** `tagKey` of the tag. */
  readonly tagKey: string | null;
  readonly contentType: string | null;
  readonly isFavourite: boolean | null;
  /** Both ends included. */
  readonly sizeBytes: Range<number>;
  readonly durationSeconds: Range<number>;
  /** The later end left out. */
  readonly uploadedAt: Range<Date>;
}

export interface Range<Value> {
  readonly from: Value | null;
  readonly to: Value | null;
}

export interface FilePageRequest {
  readonly owner: string;
  readonly sort: FileSort;
  readonly order: SortOrder;
  readonly after: PageCursor | null;
  readonly limit: number;
  readonly selection: FileSelection;
  readonly trashed: boolean;
}

/** A place that an upload would be stored at: a path below a folder, and a name. */
export interface PlaceBelow {
  readonly folderId: string | null;
  readonly folderPath: string;
  readonly fileName: string;
}

/** What is said about a file beside its bytes and its place; what is undefined stays. */
export interface Description {
  readonly tags?: readonly string[] | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly isFavourite?: boolean | undefined;
  readonly isPublic?: boolean | undefined;
  readonly projectId?: string | null | undefined;
}

/** What became of one of many files. */
export type ItemOutcome =
  /** Now, or before: each change may be repeated. */
  | { readonly kind: 'done'; readonly file: StoredFileRecord }
  /** The name is taken and `skip` was asked for: nothing changed. */
  | { readonly kind: 'skipped'; readonly file: StoredFileRecord }
  | { readonly kind: 'not-found' | 'not-in-trash' | 'name-taken' | 'too-many-tags' };

/** How a name that is taken is dealt with, and when. */
export interface Placing {
  readonly onConflict: OnConflict;
  readonly at: Date;
  /** Those that are asked for together, in this transaction and others: under `replace` none of them replaces another. */
  readonly together?: ReadonlySet<string> | undefined;
}

/** A file whose bytes are gone from the store. */
export interface PurgedFile {
  readonly id: string;
  /** Until when its key is kept from being written again; null where no URL of its upload is alive. */
  readonly sealedUntil: Date | null;
}

/**
 * Stored files. Every method is one transaction; a file of another owner is as good as missing. Methods for many files
 * answer one outcome for each id, in order. Changes of one owner's library, its folders included, go one at a time.
 * Throws `StorageError('database-unavailable')` when the database cannot be reached.
 */
export interface FileCatalog {
  find(owner: string, id: string): Promise<StoredFileRecord | null>;

  /** The active file, of whichever owner, that this public token opens. */
  findPublic(token: string): Promise<StoredFileRecord | null>;

  /** The active file at a place, by its keys. */
  findAt(owner: string, place: PlaceBelow): Promise<StoredFileRecord | null>;

  /**
   * The owner's active files in this active folder and in those below it, by path; where there are more than `limit`,
   * so many of them. Null where there is no such folder.
   */
  findBelow(owner: string, folderId: string, limit: number): Promise<readonly StoredFileRecord[] | null>;

  /** Those of these files that are the owner's and active, in the order of the ids. */
  findActive(owner: string, ids: readonly string[]): Promise<readonly StoredFileRecord[]>;

  /** The indexes of the places, in order, at which the owner has an active file; places compare by their keys. */
  findTaken(owner: string, places: readonly PlaceBelow[]): Promise<readonly number[]>;

  /** Files in order of (sort value, id), beginning after the cursor. Files being purged are not listed. */
  page(request: FilePageRequest): Promise<readonly StoredFileRecord[]>;

  /**
   * Renames an active file. Its name is unique among the owner's active files of one folder, by its key; under
   * `replace` the file that has it goes to the trash.
   */
  rename(owner: string, id: string, change: { readonly fileName: string } & Placing): Promise<ItemOutcome>;

  /**
   * Changes what is said about a file, active or in the trash. Null where there is none. One that becomes public gets a
   * token of 256 random bits, which it keeps while it is.
   */
  describe(
    owner: string,
    id: string,
    change: Description & { readonly at: Date },
  ): Promise<StoredFileRecord | null>;

  /** Adds and removes tags, by their keys, of files active or in the trash. */
  tag(
    owner: string,
    ids: readonly string[],
    change: { readonly add: readonly string[]; readonly remove: readonly string[]; readonly at: Date },
  ): Promise<readonly ItemOutcome[]>;

  /**
   * Moves active files into an active folder, or to the top. One that is there already is done. Files of one call do
   * not replace each other: they are kept both.
   */
  move(
    owner: string,
    ids: readonly string[],
    change: { readonly folderId: string | null } & Placing,
  ): Promise<readonly ItemOutcome[] | 'folder-not-found'>;

  /** active → trashed. A file in the trash stays there and is done. */
  trash(owner: string, ids: readonly string[], at: Date): Promise<readonly ItemOutcome[]>;

  /** trashed → active, where the file was, or in the nearest folder above that is active. An active file is done. */
  restore(owner: string, ids: readonly string[], change: Placing): Promise<readonly ItemOutcome[]>;

  /** trashed → purging: from here on the file looks missing. A file being purged is done again. */
  beginPurge(owner: string, ids: readonly string[]): Promise<readonly ItemOutcome[]>;

  /**
   * Removes files being purged whose earlier versions are gone, gives their bytes back to the owner, and notes with their
   * uploads until when each key is sealed, if it is. Answers how many there were.
   */
  finishPurge(owner: string, purged: readonly PurgedFile[]): Promise<number>;

  /** Files whose purge was begun and not finished, by id, beginning after `page.after`. */
  findPurging(page: IdPage): Promise<readonly StoredFileRecord[]>;
}
