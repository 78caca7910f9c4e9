import type { PartChecksum, SignedPart } from '@dawg/contract/wire';

/** Where an object lies: `<category>/<opaque id>`, ASCII, never reused, never made of user input. */
export type ObjectKey = string;

/** A multipart upload of the store, named by the store's own id. */
export interface MultipartTarget {
  readonly key: ObjectKey;
  readonly multipartId: string;
}

/** A part whose URL is to be signed: exact length in bytes and CRC-32 (base64) go into the signature. */
export interface PartToSign extends PartChecksum {
  readonly sizeBytes: number;
}

/** What one PUT may store: exact length in bytes, CRC-32 (base64) and content type go into the signature. */
export interface PutToSign {
  readonly sizeBytes: number;
  readonly checksum: string;
  readonly contentType: string;
}

/** A part as the store holds it; `checksum` is null where the store does not verify what it reports. */
export interface ArrivedPart {
  readonly partNumber: number;
  readonly sizeBytes: number;
  readonly checksum: string | null;
  /** The store's own mark of these bytes, needed to complete. Never leaves the domain. */
  readonly etag: string;
}

/** What a store says of a whole object; `checksum` is the CRC-32 of all bytes, or null as for a part. */
export interface ObjectFacts {
  readonly sizeBytes: number;
  readonly checksum: string | null;
}

export type CompleteOutcome =
  /** The object is there now, or was already. */
  | 'completed'
  | 'no-such-upload'
  /** The store computed another checksum than the one given and stored nothing. */
  | 'checksum-mismatch'
  /** The store does not accept the parts as listed (one was replaced meanwhile, or is too small). */
  | 'parts-refused';

/**
 * Object storage. Bytes never pass through our server on their way in or out: it signs, lists and completes.
 * Every method throws `StorageError('store-unavailable')` when the store cannot be reached or fails, and
 * whatever it threw may or may not have happened.
 */
export interface ObjectStore {
  startMultipart(key: ObjectKey, contentType: string): Promise<MultipartTarget>;

  /** Signs one PUT of exactly this part: number, length and checksum are signed. No network. */
  presignPart(target: MultipartTarget, part: PartToSign, expiresInSeconds: number): Promise<SignedPart>;

  /**
   * Whether the store answers 412 to a PUT with `If-None-Match: *` while there is an object. Without that a URL for
   * a whole object could be used again, and files go in parts. Asked of the store once, then remembered.
   */
  refusesOverwrite(): Promise<boolean>;

  /**
   * Signs one PUT of a whole object, as part 1: length, checksum, content type and `If-None-Match: *` are signed.
   * No network. Only for a store that refuses overwriting.
   */
  presignPut(key: ObjectKey, put: PutToSign, expiresInSeconds: number): Promise<SignedPart>;

  /** Every part the store holds, by part number, however many pages it takes. */
  listParts(target: MultipartTarget): Promise<readonly ArrivedPart[] | 'no-such-upload'>;

  /** Makes one object of `parts` (all of them, in order). `checksum` is the CRC-32 of the whole, base64. */
  completeMultipart(
    target: MultipartTarget,
    parts: readonly ArrivedPart[],
    checksum: string,
  ): Promise<CompleteOutcome>;

  /** Discards the upload and its parts. Succeeds when there is none. A part in flight may still land. */
  abortMultipart(target: MultipartTarget): Promise<void>;

  /** Every unfinished multipart upload of exactly this key. */
  findMultiparts(key: ObjectKey): Promise<readonly MultipartTarget[]>;

  /** Facts about a stored object, or null where there is none. */
  headObject(key: ObjectKey): Promise<ObjectFacts | null>;

  /**
   * Reads the object once and computes the CRC-32 (base64) of its bytes, for stores that keep no checksum.
   * `onProgress` is called at least every few seconds while bytes arrive; the reading waits for it, and
   * ends with what it throws.
   */
  computeChecksum(key: ObjectKey, onProgress: () => Promise<void>): Promise<string>;

  /** Bytes `start` to `end` (exclusive) of an object, whole; null where there is no object. */
  readRange(
    key: ObjectKey,
    range: { readonly start: number; readonly end: number },
  ): Promise<Uint8Array | null>;

  /** Stores a small object of our own making, whatever was there. */
  putObject(key: ObjectKey, bytes: Uint8Array, contentType: string): Promise<void>;

  /** A URL for GET that saves the object as `fileName` (RFC 6266) with `contentType`. No network. */
  presignDownload(
    key: ObjectKey,
    as: { readonly fileName: string; readonly contentType: string },
    expiresInSeconds: number,
  ): Promise<string>;

  /**
   * Puts an empty object, a tombstone, in the place of whatever is at the key and removes every other version: from
   * then on every PUT that was signed for it is answered 412, also one under way. May be repeated, also by two at once.
   */
  sealKey(key: ObjectKey): Promise<void>;

  /** Deletes every version of the object. Succeeds when there is none. */
  deleteObject(key: ObjectKey): Promise<void>;
}
