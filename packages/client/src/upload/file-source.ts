import type { PartRange } from '@dawg/contract/part-plan';
import type { SignedPart } from '@dawg/contract/wire';
import type { PutOptions } from './put-part.ts';

/**
 * A file to upload, wherever it is: chosen in a browser, or a path on a disk. Its facts are those of the moment at
 * which it was chosen; reading notices when they are not true any more.
 */
export interface FileSource {
  readonly name: string;
  /** The folders it came in, outermost first (`Album/Stems`), or empty. */
  readonly folderPath: string;
  /** As the platform calls it, or empty. */
  readonly contentType: string;
  readonly sizeBytes: number;
  /** Milliseconds since 1970. */
  readonly lastModified: number;

  /**
   * Reads the bytes of one part and sums them on the same read. Throws `file-changed` when the file is not the one
   * that was chosen any more, `file-unreadable` when it cannot be read: a browser does not say why.
   */
  readPart(range: PartRange): Promise<ReadPart>;

  /** The file as it is now; null where it cannot be looked at again. Rejects with `file-unreadable` when it is gone. */
  readonly lookAgain: (() => Promise<FileSource>) | null;
}

/** Bytes that are kept elsewhere, in a worker: what is done with them is done there. */
export interface BytesElsewhere {
  readonly length: number;
  /** As `PutPart`. */
  put(signed: SignedPart, options: PutOptions): Promise<void>;
  /** Frees their memory. */
  drop(): void;
}

/** A part's bytes with their checksum, from one read. */
export interface ReadPart {
  readonly partNumber: number;
  readonly bytes: Uint8Array<ArrayBuffer> | BytesElsewhere;
  readonly crc: number;
  /** `crc` as it goes over the wire. */
  readonly checksum: string;
  /** Gives the memory of bytes that are here back to whoever lent it. */
  readonly free?: (() => void) | undefined;
}

/** Nobody needs the part's bytes any more. */
export function dropBytes({ bytes, free }: ReadPart): void {
  if (bytes instanceof Uint8Array) free?.();
  else bytes.drop();
}

/** Whether two looks at a file saw the same one. */
export function isUnchanged(before: FileSource, after: FileSource): boolean {
  return before.sizeBytes === after.sizeBytes && before.lastModified === after.lastModified;
}
