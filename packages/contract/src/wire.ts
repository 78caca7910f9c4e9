/** What travels between server and client. Sizes in bytes, times as ISO 8601, durations with their unit. */

import type { AudioSummary } from './wire-audio.ts';
import type { ScanSummary } from './wire-scan.ts';
import type { ErrorCode } from './storage-error.ts';

/** A file of the caller's. No field names where its bytes are kept. */
export interface StoredFile {
  readonly id: string;
  readonly fileName: string;
  /** The name the file had when it arrived. */
  readonly originalName: string;
  /** The folder it is in; null at the top. */
  readonly folderId: string | null;
  /** The folders it is in, outermost first: `Album/Stems`; empty at the top. */
  readonly folderPath: string;
  /** The version that its bytes are; earlier ones are listed apart. */
  readonly versionId: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** CRC-32 of the whole, verified in the store; base64 as in `crc32.ts`. */
  readonly checksum: string;
  /** Null until it is known. */
  readonly durationSeconds: number | null;
  /** Null for what is not audio. */
  readonly audio: AudioSummary | null;
  readonly scan: ScanSummary;
  readonly projectId: string | null;
  readonly tags: readonly string[];
  /** What programs keep with it: texts by name. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly isFavourite: boolean;
  /** Whether anyone who has its public link may read it. It is never listed to others. */
  readonly isPublic: boolean;
  /** That link, as a path on the server's origin; null while it opens nothing: not public, or in the trash. */
  readonly publicUrl: string | null;
  readonly uploadedAt: string;
  readonly updatedAt: string;
  /** Set while the file is in the trash. */
  readonly trashedAt: string | null;
}

/**
 * What is done where a name is taken. `keep-both` numbers the new one, `fail` refuses it, `skip` leaves all as it is.
 * `replace`: of an upload its bytes become the next version of the file that is there; a file that is moved, renamed
 * or restored takes the place, and the one that is there goes to the trash.
 */
export type OnConflict = 'keep-both' | 'replace' | 'skip' | 'fail';

/**
 * What a file comes from. Its bytes lie under a prefix of that name, so that rules of the bucket can tell them apart, as
 * the guide archives what was generated; nothing else depends on it.
 */
export type KeyCategory = 'uploads' | 'recordings' | 'generated' | 'projects';

export type UploadState =
  'created' | 'uploading' | 'completing' | 'completed' | 'aborting' | 'aborted' | 'expired' | 'failed';

/** An upload session of the caller's, with its part plan. */
export interface UploadSession {
  readonly id: string;
  readonly state: UploadState;
  readonly fileName: string;
  /** The folder it is uploaded into; null for the top. */
  readonly folderId: string | null;
  /** Below that folder, as it was sent. */
  readonly folderPath: string;
  readonly onConflict: OnConflict;
  readonly contentType: string;
  /** The size of the file, or the most it may be where `isCeiling`. */
  readonly sizeBytes: number;
  /** Set where the size was not known when the upload began: completing it says how many bytes there were. */
  readonly isCeiling?: true | undefined;
  readonly partSizeBytes: number;
  readonly partCount: number;
  /** The file's modification time on the device it came from (milliseconds since 1970), if it said so. */
  readonly lastModified: number | null;
  readonly projectId: string | null;
  readonly createdAt: string;
  /** Seconds until the session ends by itself; relative, because clocks of clients lie. */
  readonly expiresInSeconds: number;
}

/** A part as the store holds it. `checksum` is null where the store cannot vouch for one. */
export interface StoredPart {
  readonly partNumber: number;
  readonly sizeBytes: number;
  readonly checksum: string | null;
}

/**
 * A request the client sends to the store as it is: the method is PUT, the headers are signed. A file that goes in
 * one PUT has one part, number 1; a second PUT of it is answered 412, which means that it is there.
 */
export interface SignedPart {
  readonly partNumber: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly sizeBytes: number;
  readonly expiresInSeconds: number;
}

/** A part to be signed: its number and the CRC-32 of its bytes in base64. */
export interface PartChecksum {
  readonly partNumber: number;
  readonly checksum: string;
  /** Under a ceiling the last part may be smaller than planned; elsewhere the plan's size, if it is given at all. */
  readonly sizeBytes?: number | undefined;
}

export interface CreateUpload {
  /** Chosen by the client, one a file and attempt: the same key is the same upload, however often it is sent. */
  readonly idempotencyKey: string;
  readonly fileName: string;
  /** The folder to upload into; left out for the top. */
  readonly folderId?: string | undefined;
  /** Folders below that one; cleaned by the server as names are, and made when the upload completes. */
  readonly folderPath?: string | undefined;
  /** Decided when the upload completes; `keep-both` unless said otherwise. */
  readonly onConflict?: OnConflict | undefined;
  readonly sizeBytes: number;
  /**
   * `sizeBytes` is the most there may be: for a stream, whose size nobody knows before its end. That much is reserved,
   * always in parts, and what did not come is given back at completion.
   */
  readonly isCeiling?: true | undefined;
  readonly contentType: string;
  readonly lastModified?: number | undefined;
  readonly projectId?: string | undefined;
  /** `uploads` unless said otherwise. */
  readonly category?: KeyCategory | undefined;
  /** What is said about the file once it is stored; of one whose bytes are replaced, what is left out stays. */
  readonly tags?: readonly string[] | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly isPublic?: boolean | undefined;
  /** Checksums of the first parts: their URLs come back in the same answer. */
  readonly parts?: readonly PartChecksum[] | undefined;
}

export type CreatedUpload =
  | { readonly kind: 'session'; readonly session: UploadSession; readonly signed: readonly SignedPart[] }
  | FileThere;

/** The file that the upload became; or, under `onConflict: 'skip'`, the one that had its name already. */
export interface FileThere {
  readonly kind: 'stored';
  readonly file: StoredFile;
  /** Set where nothing was stored, because the name was taken. */
  readonly isSkipped?: true | undefined;
  /** Set where the owner has another file of these bytes, as far as size and CRC-32 tell: the oldest. */
  readonly copyOf?: { readonly fileId: string; readonly fileName: string } | undefined;
}

export interface UploadProgress {
  readonly session: UploadSession;
  readonly parts: readonly StoredPart[];
}

export interface CompleteUpload {
  readonly sessionId: string;
  /** CRC-32 of the whole, base64, as the client read it. */
  readonly checksum: string;
  /** The bytes that were sent: needed under a ceiling, elsewhere the declared size, if it is given at all. */
  readonly sizeBytes?: number | undefined;
}

export type MissingReason = 'absent' | 'wrong-size' | 'wrong-checksum';

export type CompletedUpload =
  | FileThere
  | {
      readonly kind: 'incomplete';
      readonly missing: readonly { readonly partNumber: number; readonly reason: MissingReason }[];
    };

export type FileSort = 'uploadedAt' | 'fileName' | 'sizeBytes' | 'durationSeconds' | 'contentType';
export type SortOrder = 'asc' | 'desc';

/** Which files are meant: all that every field given holds for. Sizes and durations include their ends, times the earlier. */
export interface FileFilter {
  /** Part of a name, of a tag, or of a tag inside the audio, in any case. */
  readonly search?: string | undefined;
  readonly projectId?: string | undefined;
  /** Files directly in this folder; null for those at the top, left out for everywhere. */
  readonly folderId?: string | null | undefined;
  readonly tag?: string | undefined;
  readonly contentType?: string | undefined;
  readonly isFavourite?: boolean | undefined;
  readonly minBytes?: number | undefined;
  readonly maxBytes?: number | undefined;
  /** ISO 8601. */
  readonly uploadedFrom?: string | undefined;
  /** ISO 8601; files of this moment are not among them. */
  readonly uploadedBefore?: string | undefined;
  readonly minSeconds?: number | undefined;
  readonly maxSeconds?: number | undefined;
}

export interface ListFiles extends FileFilter {
  readonly sort?: FileSort | undefined;
  readonly order?: SortOrder | undefined;
  /** A cursor of another page; only for the same sort, order and filter. */
  readonly cursor?: string | null | undefined;
  /** `backward` with `previousCursor`: the page before. */
  readonly direction?: 'forward' | 'backward' | undefined;
  readonly limit?: number | undefined;
  readonly trashed?: boolean | undefined;
}

export interface FilePage {
  readonly files: readonly StoredFile[];
  readonly nextCursor: string | null;
  /** For `direction: 'backward'`; null on the first page. */
  readonly previousCursor: string | null;
}

/** Where a file would be stored: the question whether something is there already. */
export interface FilePlace {
  /** Left out for the top. */
  readonly folderId?: string | undefined;
  /** Below that folder. */
  readonly folderPath: string;
  readonly fileName: string;
}

/** Answer to many of them: the indexes of the places at which an active file of the caller's is stored. */
export interface TakenPlaces {
  readonly taken: readonly number[];
}

export interface DownloadUrl {
  readonly url: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  /** CRC-32 of the whole, base64: what the bytes that arrive are to be compared with. */
  readonly checksum: string;
  readonly expiresInSeconds: number;
}

/** What a zip is of: files, `MAX_IDS_PER_CALL` at most, or a folder with the folders in it. One of both is named. */
export interface ZipContents {
  readonly fileIds?: readonly string[] | undefined;
  readonly folderId?: string | undefined;
}

/** What lets a zip of several files be fetched once, by whoever has it. */
export interface ZipTicket {
  readonly token: string;
  readonly fileCount: number;
  /** Of the files together; the zip is a little larger. */
  readonly sizeBytes: number;
  readonly expiresInSeconds: number;
  /** Files that are not in it, because of what is known of viruses in them. */
  readonly leftOut: readonly LeftOut[];
}

/** A file that many others went without. */
export interface LeftOut {
  readonly fileId: string;
  readonly fileName: string;
  readonly code: ErrorCode;
}

/** What lets one file be fetched by whoever has it, as often as they like, until it expires. */
export interface DownloadLink {
  /** A path on the server's origin. */
  readonly url: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly expiresInSeconds: number;
}

export interface Quota {
  readonly totalBytes: number;
  /** All that is stored: files, trash, earlier versions, and what is being deleted. */
  readonly usedBytes: number;
  /** Declared sizes of uploads under way. */
  readonly reservedBytes: number;
  readonly availableBytes: number;
  /** Files that are not in the trash, in their present versions. */
  readonly fileBytes: number;
  readonly trashedBytes: number;
  /** Earlier versions, also those of files in the trash. */
  readonly versionBytes: number;
  /** Deleted for good, and not gone from the store yet. */
  readonly deletingBytes: number;
  readonly fileCount: number;
  readonly trashedCount: number;
}

/** What an installation allows, so that a client can say no before it sends a byte. */
export interface UploadRules {
  readonly maxFileBytes: number;
  /** What `planParts` is given: with it a client knows the first parts before there is a session. */
  readonly smallestPartBytes: number;
}
