import { CHECKSUMS, isChecksumAlgorithm, type ChecksumAlgorithm } from '../checksums/checksum-algorithm.ts';
import { readSegments } from '../disk/read-segments.ts';
import { receiveFile } from '../disk/receive-file.ts';
import { xmlAnswer, type Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { S3Error } from '../s3-error.ts';
import { findBucket } from '../store.ts';
import { xmlDocument } from '../xml/build-xml.ts';
import { openCopySource, type CopySource } from './copy-source.ts';
import { describeObject } from './object-description.ts';
import { objectSegments } from './object-segments.ts';
import type { ObjectDescription } from './object-version.ts';
import { checkWriteConditions } from './preconditions.ts';
import { storeObject } from './put-object.ts';
import { MAX_PUT_BYTES } from './receive-object.ts';
import { versionIdHeader } from './version-headers.ts';

/**
 * Copies the bytes, too: a version then owns its bytes alone, and nobody has to count references.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
export async function copyObject(call: Call): Promise<Answer> {
  const bucket = findBucket(call.store, call.request.bucketName);
  const source = openCopySource(call);
  try {
    const description = copiedDescription(call, source);
    if (source.version.sizeBytes > MAX_PUT_BYTES) {
      throw new S3Error(
        'InvalidRequest',
        'The specified copy source is larger than the maximum allowable size for a copy source: 5368709120',
      );
    }
    checkWriteConditions(call.headers, bucket.index.history(call.request.key));

    const algorithm = wantedAlgorithm(call) ?? source.version.checksum?.algorithm;
    const segments = await objectSegments(source.bucket, source.version);
    const received = await receiveFile(bucket.temporaryFolder, readSegments(segments), algorithm);
    const checksum =
      algorithm === undefined
        ? undefined
        : { algorithm, type: 'FULL_OBJECT' as const, value: received.checksum ?? '' };
    const version = await storeObject(call, bucket, received, description, checksum);
    return xmlAnswer(
      xmlDocument('CopyObjectResult', {
        ETag: `"${version.etag}"`,
        LastModified: new Date(version.lastModified).toISOString(),
        ...(checksum && {
          [CHECKSUMS[checksum.algorithm].xmlName]: checksum.value,
          ChecksumType: checksum.type,
        }),
      }),
      { ...versionIdHeader(bucket, version), ...sourceVersionHeader(source) },
    );
  } finally {
    source.release();
  }
}

/** `x-amz-copy-source-version-id`, where the source's bucket has versions. */
export function sourceVersionHeader({ bucket, version }: CopySource): Record<string, string> {
  return bucket.settings.versioning === 'Off' ? {} : { 'x-amz-copy-source-version-id': version.versionId };
}

function copiedDescription(call: Call, source: CopySource): ObjectDescription {
  const replacesMetadata = isReplace(call, 'x-amz-metadata-directive');
  const replacesTags = isReplace(call, 'x-amz-tagging-directive');
  const isItself = source.bucket.name === call.request.bucketName && source.key === call.request.key;
  const isOldVersion = source.bucket.index.history(source.key)[0] !== source.version;
  if (isItself && !isOldVersion && !replacesMetadata && !replacesTags) {
    throw new S3Error(
      'InvalidRequest',
      'This copy request is illegal because it is trying to copy an object to itself without changing the object’s metadata or tags.',
    );
  }
  const given = describeObject(call.headers);
  const { headers, metadata, tags } = source.version;
  return {
    ...(replacesMetadata ? given : { headers, metadata }),
    tags: replacesTags ? given.tags : tags,
  };
}

function isReplace(call: Call, directive: string): boolean {
  const value = call.headers.get(directive) ?? 'COPY';
  if (value === 'COPY' || value === 'REPLACE') return value === 'REPLACE';
  throw new S3Error('InvalidArgument', `Unknown value of ${directive}.`);
}

function wantedAlgorithm(call: Call): ChecksumAlgorithm | undefined {
  const name = call.headers.get('x-amz-checksum-algorithm')?.toUpperCase();
  if (name === undefined || isChecksumAlgorithm(name)) return name;
  throw new S3Error('InvalidRequest', 'Checksum algorithm provided is unsupported.');
}
