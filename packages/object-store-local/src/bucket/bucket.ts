import { join } from 'node:path';
import { BytesFolder } from '../disk/bytes-folder.ts';
import { KeyedLock } from '../disk/keyed-lock.ts';
import type { Upload } from '../multipart/upload.ts';
import { ObjectIndex } from '../object/object-index.ts';
import type { VersioningStatus } from '../object/version-id.ts';
import { S3Error } from '../s3-error.ts';
import type { CorsRule } from './cors-rules.ts';
import type { LifecycleRule } from './lifecycle-rules.ts';

/** What a bucket remembers besides its objects; `bucket.json` on the disk. */
export interface BucketSettings {
  readonly createdAt: number;
  readonly versioning: VersioningStatus;
  readonly cors: readonly CorsRule[];
  readonly lifecycle: readonly LifecycleRule[];
}

/**
 * A bucket, in memory and on the disk:
 * ```
 * <folder>/bucket.json            settings
 * <folder>/objects/<hash>.json    one record a key: the key and all its versions. Renaming it into place IS the commit.
 * <folder>/bytes/<id>             the bytes of an object
 * <folder>/bytes/<id>/            a multipart upload; open while it holds upload.json
 * ```
 * Everything but the records can be derived from them, so a crash needs no journal: what no record mentions is swept at start-up.
 */
export interface Bucket {
  readonly name: string;
  readonly folder: string;
  readonly temporaryFolder: string;
  settings: BucketSettings;
  readonly index: ObjectIndex;
  readonly bytes: BytesFolder;
  /** Open multipart uploads by id. */
  readonly uploads: Map<string, Upload>;
  readonly locks: KeyedLock;
  changesInFlight: number;
  isDeleted: boolean;
}

export function bucketAt(
  folder: string,
  name: string,
  settings: BucketSettings,
  temporaryFolder: string,
  report: (error: unknown) => void,
): Bucket {
  return {
    name,
    folder,
    temporaryFolder,
    settings,
    index: new ObjectIndex(),
    bytes: new BytesFolder(join(folder, 'bytes'), report),
    uploads: new Map(),
    locks: new KeyedLock(),
    changesInFlight: 0,
    isDeleted: false,
  };
}

/** What a change excludes others from: the settings, one key's record, or one open upload. An upload is locked before its key. */
export type ChangeScope = 'settings' | `key:${string}` | `upload:${string}`;

/**
 * Runs a change of the bucket's state, one at a time for each scope, and never while or after the bucket is deleted.
 * @throws S3Error NoSuchBucket
 */
export async function changeBucket<T>(
  bucket: Bucket,
  scope: ChangeScope,
  change: () => Promise<T>,
): Promise<T> {
  if (bucket.isDeleted) throw new S3Error('NoSuchBucket');
  bucket.changesInFlight += 1;
  try {
    return await bucket.locks.run(scope, change);
  } finally {
    bucket.changesInFlight -= 1;
  }
}
