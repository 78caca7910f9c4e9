import type { Folder, ListedFolder } from '@dawg/contract/wire-library';

/** active ⇄ trashed → gone. */
export type FolderStatus = 'active' | 'trashed';

/** A folder as the server knows it. */
export interface FolderRecord {
  readonly id: string;
  readonly owner: string;
  /** Null at the top. */
  readonly parentId: string | null;
  readonly status: FolderStatus;
  readonly name: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly trashedAt: Date | null;
}

/** Counted up to `MAX_COUNTED`. */
export interface ListedFolderRecord extends FolderRecord {
  readonly fileCount: number;
  readonly folderCount: number;
}

/** Picks the fields a client may see. */
export function toFolder(record: FolderRecord): Folder {
  return {
    id: record.id,
    name: record.name,
    parentId: record.parentId,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
    trashedAt: record.trashedAt?.toISOString() ?? null,
  };
}

export function toListedFolder(record: ListedFolderRecord): ListedFolder {
  return { ...toFolder(record), fileCount: record.fileCount, folderCount: record.folderCount };
}
