/** What travels between server and client. Sizes in bytes, times as ISO 8601, durations with their unit. */

/** A file of the caller's. No field names where its bytes are kept. */
export interface StoredFile {
  readonly id: string;
  readonly fileName: string;
  /** The name the file had when it arrived. */
  readonly originalName: string;
  /** The folders it was uploaded from, outermost first: `Album/Stems`; empty where there were none. */
  readonly folderPath: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** CRC-32 of the whole, verified in the store; base64 as in `crc32.ts`. */
  readonly checksum: string;
  readonly projectId: string | null;
  readonly uploadedAt: string;
  readonly updatedAt: string;
  /** Set while the file is in the trash. */
  readonly trashedAt: string | null;
}

export type UploadState =
  'created' | 'uploading' | 'completing' | 'completed' | 'aborting' | 'aborted' | 'expired' | 'failed';

/** An upload session of the caller's, with its part plan. */
export interface UploadSession {
  readonly id: string;
  readonly state: UploadState;
  readonly fileName: string;
  readonly folderPath: string;
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
  /** As `StoredFile.folderPath`; cleaned by the server as names are. */
  readonly folderPath?: string | undefined;
  readonly sizeBytes: number;
  /**
   * `sizeBytes` is the most there may be: for a stream, whose size nobody knows before its end. That much is reserved,
   * always in parts, and what did not come is given back at completion.
   */
  readonly isCeiling?: true | undefined;
  readonly contentType: string;
  readonly lastModified?: number | undefined;
  readonly projectId?: string | undefined;
  /** Checksums of the first parts: their URLs come back in the same answer. */
  readonly parts?: readonly PartChecksum[] | undefined;
}

export type CreatedUpload =
  | { readonly kind: 'session'; readonly session: UploadSession; readonly signed: readonly SignedPart[] }
  | { readonly kind: 'stored'; readonly file: StoredFile };

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
  | { readonly kind: 'stored'; readonly file: StoredFile }
  | {
      readonly kind: 'incomplete';
      readonly missing: readonly { readonly partNumber: number; readonly reason: MissingReason }[];
    };

export type FileSort = 'uploadedAt' | 'fileName' | 'sizeBytes';
export type SortOrder = 'asc' | 'desc';

export interface ListFiles {
  readonly sort?: FileSort | undefined;
  readonly order?: SortOrder | undefined;
  /** `nextCursor` of the page before; only for the same sort, order and search. */
  readonly cursor?: string | null | undefined;
  readonly limit?: number | undefined;
  /** Part of a name, in any case. */
  readonly search?: string | undefined;
  readonly projectId?: string | undefined;
  readonly trashed?: boolean | undefined;
}

export interface FilePage {
  readonly files: readonly StoredFile[];
  readonly nextCursor: string | null;
}

/** Where a file would be stored: the question whether something is there already. */
export interface FilePlace {
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

export interface Quota {
  readonly totalBytes: number;
  /** Stored files, those in the trash included. */
  readonly usedBytes: number;
  /** Declared sizes of uploads under way. */
  readonly reservedBytes: number;
  readonly availableBytes: number;
  readonly trashedBytes: number;
  readonly fileCount: number;
}

/** What an installation allows, so that a client can say no before it sends a byte. */
export interface UploadRules {
  readonly maxFileBytes: number;
  /** What `planParts` is given: with it a client knows the first parts before there is a session. */
  readonly smallestPartBytes: number;
}
