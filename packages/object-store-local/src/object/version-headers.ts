import type { Bucket } from '../bucket/bucket.ts';
import { CHECKSUMS, type Checksum } from '../checksums/checksum-algorithm.ts';
import { S3Error } from '../s3-error.ts';
import type { KeyVersion, ObjectVersion } from './object-version.ts';

type Headers = Record<string, string>;

/** Everything GET and HEAD say about a version besides its length. */
export function versionHeaders(
  bucket: Bucket,
  version: ObjectVersion,
  requestHeaders: ReadonlyMap<string, string>,
): Headers {
  const tagCount = Object.keys(version.tags).length;
  return {
    ...version.headers,
    ...Object.fromEntries(
      Object.entries(version.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]),
    ),
    ...validators(version),
    'accept-ranges': 'bytes',
    ...versionIdHeader(bucket, version),
    ...(tagCount > 0 && { 'x-amz-tagging-count': String(tagCount) }),
    ...(requestHeaders.get('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED' &&
      checksumHeaders(version.checksum)),
  };
}

/** What a client keeps to ask "has it changed?" later. */
export function validators(version: ObjectVersion): Headers {
  return { etag: `"${version.etag}"`, 'last-modified': new Date(version.lastModified).toUTCString() };
}

/** Only buckets that have ever been versioned speak of version ids. */
export function versionIdHeader(bucket: Bucket, version: KeyVersion | undefined): Headers {
  return version === undefined || bucket.settings.versioning === 'Off'
    ? {}
    : { 'x-amz-version-id': version.versionId };
}

export function checksumHeaders(checksum: Checksum | undefined): Headers {
  if (checksum === undefined) return {};
  return { [CHECKSUMS[checksum.algorithm].header]: checksum.value, 'x-amz-checksum-type': checksum.type };
}

const OVERRIDES = {
  'response-cache-control': 'cache-control',
  'response-content-disposition': 'content-disposition',
  'response-content-encoding': 'content-encoding',
  'response-content-language': 'content-language',
  'response-content-type': 'content-type',
  'response-expires': 'expires',
} as const;

/**
 * Headers the URL asks for in place of the stored ones. (Every request that reads an object is signed, so these are as well.)
 * @throws S3Error InvalidArgument for what cannot be a header, such as a line break
 */
export function overriddenHeaders(query: ReadonlyMap<string, string>): Headers {
  const headers: Headers = {};
  for (const [parameter, name] of Object.entries(OVERRIDES)) {
    const value = query.get(parameter);
    if (value === undefined) continue;
    if (/\p{Cc}/u.test(value)) throw new S3Error('InvalidArgument', `${parameter} holds control characters.`);
    headers[name] = Buffer.from(value).toString('latin1'); // node:http writes headers as Latin-1
  }
  return headers;
}
