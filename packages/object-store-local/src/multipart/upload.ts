import type { ChecksumAlgorithm, ChecksumType } from '../checksums/checksum-algorithm.ts';
import type { ObjectDescription } from '../object/object-version.ts';

/** An open multipart upload: `upload.json` in its folder, and in memory. */
export interface Upload {
  /** The upload id and, once complete, the id of the object's bytes. */
  readonly id: string;
  readonly key: string;
  readonly startedAt: number;
  readonly description: ObjectDescription;
  readonly checksum?: UploadChecksum;
  /** The newest arrival of each part, by part number. */
  readonly parts: Map<number, Part>;
}

/** How the object is to be summed: chosen when the upload is created. */
export interface UploadChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
}

/** A part that has arrived: `<part number>.json` in the upload's folder, beside the file with the bytes. */
export interface Part {
  readonly partNumber: number;
  /** The file's name in the upload's folder; a part sent again gets a new one. */
  readonly file: string;
  readonly sizeBytes: number;
  /** MD5 in hex. */
  readonly etag: string;
  readonly checksum?: PartChecksum;
  readonly lastModified: number;
}

export interface PartChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string;
}
