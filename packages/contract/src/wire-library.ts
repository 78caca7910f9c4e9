import type { ScanSummary } from './wire-scan.ts';
import type { ErrorCode } from './storage-error.ts';
import type { OnConflict, StoredFile } from './wire.ts';

/** What travels between server and client about the library around the files: folders, versions, bulk work, figures. */

/** A folder of the caller's. */
export interface Folder {
  readonly id: string;
  readonly name: string;
  /** Null at the top. */
  readonly parentId: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Set while it is in the trash. */
  readonly trashedAt: string | null;
}

/** A folder with the folders it is in, outermost first, itself last. */
export interface FolderWithPath {
  readonly folder: Folder;
  readonly path: readonly { readonly id: string; readonly name: string }[];
}

/** A folder in a listing, with what is directly in it, each counted up to `MAX_COUNTED`. */
export interface ListedFolder extends Folder {
  readonly fileCount: number;
  readonly folderCount: number;
}

export interface CreateFolder {
  readonly name: string;
  /** Left out for the top. */
  readonly parentId?: string | undefined;
  /** `fail` unless said otherwise; `skip` answers the folder that is there. */
  readonly onConflict?: FolderConflict | undefined;
}

/** Folders are never put into each other by the way: where a name is taken there is no `replace`. */
export type FolderConflict = Exclude<OnConflict, 'replace'>;

export interface ListFolders {
  /** Those in this folder; left out or null for the top. */
  readonly parentId?: string | null | undefined;
  /** Those that were moved to the trash, wherever they were. */
  readonly trashed?: boolean | undefined;
  readonly cursor?: string | null | undefined;
  readonly limit?: number | undefined;
}

/** By name. */
export interface FolderPage {
  readonly folders: readonly ListedFolder[];
  readonly nextCursor: string | null;
}

/** Bytes that a file had before others took their place. */
export interface FileVersion {
  readonly id: string;
  readonly scan: ScanSummary;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** CRC-32 of the whole, base64. */
  readonly checksum: string;
  readonly uploadedAt: string;
  readonly replacedAt: string;
}

/** What is said about a file beside its bytes and its place; what is left out stays as it is. */
export interface DescribeFile {
  readonly fileId: string;
  /** All of them: those that are not here are gone. */
  readonly tags?: readonly string[] | undefined;
  /** All of it: what is not here is gone. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly isFavourite?: boolean | undefined;
  readonly isPublic?: boolean | undefined;
  readonly projectId?: string | null | undefined;
}

/** What became of one of many. */
export interface ItemResult {
  readonly fileId: string;
  /** Left out where it was done, now or before. */
  readonly error?: ErrorCode | undefined;
  /** The name was taken and the call said `skip`. */
  readonly isSkipped?: true | undefined;
}

/** In the order of the ids. */
export interface BulkResult {
  readonly results: readonly ItemResult[];
}

/** Files with the same bytes, as far as size and CRC-32 tell. */
export interface DuplicateGroup {
  readonly sizeBytes: number;
  readonly checksum: string;
  readonly fileCount: number;
  /** The oldest first, `MAX_DUPLICATES_SHOWN` at most. */
  readonly files: readonly StoredFile[];
}

/** The largest first. */
export interface DuplicatePage {
  readonly groups: readonly DuplicateGroup[];
  readonly nextCursor: string | null;
}

export interface Total {
  readonly fileCount: number;
  readonly sizeBytes: number;
}

/** Of the files that are not in the trash, in their present versions. */
export interface Statistics extends Total {
  /** Most bytes first. */
  readonly byType: readonly ({ readonly contentType: string } & Total)[];
  /** Most bytes first; null for files of no project. */
  readonly byProject: readonly ({ readonly projectId: string | null } & Total)[];
  /** By the month of the upload (`2026-03`, UTC), the earliest first; `totalBytes` is the sum up to and with it. */
  readonly byMonth: readonly ({ readonly month: string; readonly totalBytes: number } & Total)[];
  readonly biggest: readonly StoredFile[];
}
