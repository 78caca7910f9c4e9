import type { Checksum } from '../checksums/checksum-algorithm.ts';

/** What the client says about its object and gets back with it. */
export interface ObjectDescription {
  /** `content-type`, `cache-control` …, as they came. */
  readonly headers: Readonly<Record<string, string>>;
  /** `x-amz-meta-*`, without that prefix. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Where the bytes are in the bucket's bytes folder. `file`: one file called `id`. `parts`: the folder of the multipart upload
 * with that id, whose manifest lists the part files in order.
 */
export interface StoredBytes {
  readonly layout: 'file' | 'parts';
  readonly id: string;
}

/** One stored version of an object. */
export interface ObjectVersion extends ObjectDescription {
  readonly kind: 'object';
  readonly versionId: string;
  readonly lastModified: number;
  readonly sizeBytes: number;
  /** Without its quotes: MD5 in hex, for multipart objects the MD5 of the parts' MD5s and `-<parts>`. */
  readonly etag: string;
  readonly bytes: StoredBytes;
  readonly checksum?: Checksum;
}

/** What a DELETE leaves in a versioned bucket: the key reads as missing, its versions stay. */
export interface DeleteMarker {
  readonly kind: 'delete-marker';
  readonly versionId: string;
  readonly lastModified: number;
}

export type KeyVersion = ObjectVersion | DeleteMarker;
