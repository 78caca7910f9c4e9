import type { Bucket } from '../bucket/bucket.ts';
import { S3Error } from '../s3-error.ts';
import type { ObjectVersion } from './object-version.ts';
import { versionIdHeader } from './version-headers.ts';

/**
 * The version a read is about: the one named, or the current one.
 * @throws S3Error NoSuchKey, NoSuchVersion, MethodNotAllowed (a delete marker asked for by its id)
 */
export function findVersion(bucket: Bucket, key: string, versionId: string | undefined): ObjectVersion {
  const history = bucket.index.history(key);
  const version =
    versionId === undefined ? history[0] : history.find((candidate) => candidate.versionId === versionId);
  if (version?.kind === 'object') return version;
  if (version === undefined) {
    if (versionId === undefined) throw new S3Error('NoSuchKey', undefined, { fields: { Key: key } });
    throw new S3Error('NoSuchVersion', undefined, { fields: { Key: key, VersionId: versionId } });
  }
  const headers = { 'x-amz-delete-marker': 'true', ...versionIdHeader(bucket, version) };
  if (versionId === undefined) throw new S3Error('NoSuchKey', undefined, { fields: { Key: key }, headers });
  throw new S3Error('MethodNotAllowed', undefined, { headers: { ...headers, allow: 'DELETE' } });
}
