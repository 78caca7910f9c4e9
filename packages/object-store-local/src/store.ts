import { join } from 'node:path';
import type { Bucket } from './bucket/bucket.ts';
import type { KeyedLock } from './disk/keyed-lock.ts';
import { S3Error } from './s3-error.ts';
import type { Credentials } from './signature/verify-signature.ts';

/** Everything a running store knows. */
export interface Store {
  readonly directory: string;
  readonly credentials: Credentials;
  readonly buckets: Map<string, Bucket>;
  /** Creating and deleting buckets, by name. */
  readonly bucketLock: KeyedLock;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Hears of failures that are nobody's request, or not the client's fault. */
  readonly report: (error: unknown) => void;
}

/** The owner S3 puts into listings; there is only one. */
export const OWNER = { ID: 'dawg-storage', DisplayName: 'dawg-storage' } as const;

/** @throws S3Error NoSuchBucket */
export function findBucket(store: Store, name: string): Bucket {
  const bucket = store.buckets.get(name);
  if (bucket === undefined) throw new S3Error('NoSuchBucket', undefined, { fields: { BucketName: name } });
  return bucket;
}

/** Where files are written before they have a name; on the same disk as all else, emptied at start-up. */
export function temporaryFolder(directory: string): string {
  return join(directory, 'tmp');
}

export function bucketsFolder(directory: string): string {
  return join(directory, 'buckets');
}
