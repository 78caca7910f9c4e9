import type { Bucket } from '../bucket/bucket.ts';
import type { Call } from '../http/call.ts';
import { decodeUri } from '../http/uri-encoding.ts';
import { S3Error } from '../s3-error.ts';
import { findBucket } from '../store.ts';
import { findVersion } from './find-version.ts';
import type { ObjectVersion } from './object-version.ts';
import { checkCopyConditions } from './preconditions.ts';

/** What a copy reads. The bytes are pinned: call `release` when they have been read. */
export interface CopySource {
  readonly bucket: Bucket;
  readonly key: string;
  readonly version: ObjectVersion;
  readonly release: () => void;
}

/**
 * Finds the object the `x-amz-copy-source` header names: `[/]bucket/key[?versionId=…]`, URL-encoded.
 * @throws S3Error InvalidArgument, NoSuchBucket, NoSuchKey, NoSuchVersion, PreconditionFailed
 */
export function openCopySource(call: Call): CopySource {
  const header = call.headers.get('x-amz-copy-source') ?? '';
  const [, encodedPath = '', versionId] = /^\/?(.*?)(?:\?versionId=(.+))?$/s.exec(header) ?? [];
  const path = decodeUri(encodedPath);
  const slashAt = path.indexOf('/');
  if (slashAt < 1 || slashAt === path.length - 1) {
    throw new S3Error(
      'InvalidArgument',
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    );
  }
  const bucket = findBucket(call.store, path.slice(0, slashAt));
  const key = path.slice(slashAt + 1);
  const version = findVersion(bucket, key, versionId);
  checkCopyConditions(call.headers, version);
  return { bucket, key, version, release: bucket.bytes.pin(version.bytes.id) };
}
