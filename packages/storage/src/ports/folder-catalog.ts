import type { OnConflict } from '@dawg/contract/wire';
import type { FolderRecord, ListedFolderRecord } from '../folders/folder.ts';
import type { PageCursor } from './file-catalog.ts';

export type FolderOutcome =
  | { readonly kind: 'done'; readonly folder: FolderRecord }
  /** The name is taken and `skip` was asked for: the folder that has it, where one was to be made, else the one asked for. */
  | { readonly kind: 'skipped'; readonly folder: FolderRecord }
  | {
      readonly kind:
        'folder-not-found' | 'folder-not-in-trash' | 'folder-into-itself' | 'folder-too-deep' | 'name-taken';
    };

/** Folders never replace each other. */
export interface FolderPlacing {
  readonly onConflict: Exclude<OnConflict, 'replace'>;
  readonly at: Date;
}

export interface FolderPageRequest {
  readonly owner: string;
  /** Active folders in this one (null: at the top), or those that were moved to the trash, wherever they were. */
  readonly from: { readonly parentId: string | null } | 'trash';
  readonly after: PageCursor | null;
  readonly limit: number;
}

/**
 * Folders. Every method is one transaction, a folder of another owner is as good as missing, and changes of one owner's
 * library go one at a time: no two moves can make a circle. A folder's name is unique among the active folders of its
 * parent, by its key, and the parent of an active folder is active. A change writes the folder's own row, however much
 * is in it, but for the trash. Throws `StorageError('database-unavailable')` when the database cannot be reached.
 */
export interface FolderCatalog {
  /** The folder, active or in the trash, with those it is in, outermost first, itself last. */
  findPath(owner: string, id: string): Promise<readonly FolderRecord[] | null>;

  /** By name and id, beginning after the cursor. */
  page(request: FolderPageRequest): Promise<readonly ListedFolderRecord[]>;

  create(
    owner: string,
    folder: { readonly id: string; readonly name: string; readonly parentId: string | null } & FolderPlacing,
  ): Promise<FolderOutcome>;

  rename(
    owner: string,
    id: string,
    change: { readonly name: string } & FolderPlacing,
  ): Promise<FolderOutcome>;

  /** Into an active folder that is not inside this one, or to the top. */
  move(
    owner: string,
    id: string,
    change: { readonly parentId: string | null } & FolderPlacing,
  ): Promise<FolderOutcome>;

  /** active → trashed, with all active folders and files in it. One in the trash is answered as it is. */
  trash(owner: string, id: string, at: Date): Promise<FolderOutcome>;

  /**
   * trashed → active, with what went to the trash with it, where it was or in the nearest folder above that is active.
   * An active one is answered as it is.
   */
  restore(owner: string, id: string, change: FolderPlacing): Promise<FolderOutcome>;

  /**
   * Removes a folder in the trash, and begins the purge of the files that went to the trash with it. What was in the
   * trash before is kept there, as if it had been in the folder above.
   */
  purge(owner: string, id: string): Promise<FolderOutcome>;
}
