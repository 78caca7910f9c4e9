import type { Bucket } from '../bucket/bucket.ts';
import { cutSegments, readSegments } from '../disk/read-segments.ts';
import { emptyAnswer, type Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { S3Error } from '../s3-error.ts';
import { findBucket } from '../store.ts';
import { contentRange, parseRange, type ByteRange } from './byte-range.ts';
import { findVersion } from './find-version.ts';
import { objectSegments } from './object-segments.ts';
import type { ObjectVersion } from './object-version.ts';
import { checkReadConditions, rangeStillApplies } from './preconditions.ts';
import { overriddenHeaders, validators, versionHeaders, versionIdHeader } from './version-headers.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export async function getObject(call: Call): Promise<Answer> {
  const bucket = findBucket(call.store, call.request.bucketName);
  const version = findVersion(bucket, call.request.key, call.request.query.get('versionId'));
  const release = bucket.bytes.pin(version.bytes.id);
  try {
    const read = await planRead(call, bucket, version);
    if (read === 'not-modified') {
      release();
      return notModified(bucket, version);
    }
    const segments = await objectSegments(bucket, version);
    const body = readSegments(cutSegments(segments, read.range.startByte, read.range.sizeBytes));
    return { status: read.status, headers: read.headers, body, release };
  } catch (error) {
    release();
    throw error;
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export async function headObject(call: Call): Promise<Answer> {
  const bucket = findBucket(call.store, call.request.bucketName);
  const version = findVersion(bucket, call.request.key, call.request.query.get('versionId'));
  const release = bucket.bytes.pin(version.bytes.id);
  try {
    const read = await planRead(call, bucket, version);
    return read === 'not-modified' ? notModified(bucket, version) : emptyAnswer(read.status, read.headers);
  } finally {
    release();
  }
}

interface PlannedRead {
  readonly status: 200 | 206;
  readonly headers: Readonly<Record<string, string>>;
  readonly range: ByteRange;
}

async function planRead(
  call: Call,
  bucket: Bucket,
  version: ObjectVersion,
): Promise<PlannedRead | 'not-modified'> {
  const { request, headers } = call;
  if (checkReadConditions(headers, version) === 'not-modified') return 'not-modified';

  const asked = request.query.has('partNumber')
    ? await partRange(bucket, version, Number(request.query.get('partNumber')))
    : rangeStillApplies(headers, version) && parseRange(headers.get('range'), version.sizeBytes);
  const range = asked || { startByte: 0, sizeBytes: version.sizeBytes };
  return {
    status: asked ? 206 : 200,
    headers: {
      ...versionHeaders(bucket, version, headers),
      ...overriddenHeaders(request.query),
      ...(asked && { 'content-range': contentRange(range, version.sizeBytes) }),
      ...(request.query.has('partNumber') && { 'x-amz-mp-parts-count': partCount(version) }),
      'content-length': String(range.sizeBytes),
    },
    range,
  };
}

/** The bytes that were one part of the upload; an object that came in one piece is its own part 1. */
async function partRange(
  bucket: Bucket,
  version: ObjectVersion,
  partNumber: number,
): Promise<ByteRange | undefined> {
  const segments = await objectSegments(bucket, version);
  const segment = segments[partNumber - 1];
  if (segment === undefined) throw new S3Error('InvalidRange', 'The requested partnumber is not satisfiable');
  const startByte = segments.slice(0, partNumber - 1).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return segment.sizeBytes === 0 ? undefined : { startByte, sizeBytes: segment.sizeBytes };
}

/** The number that ends a multipart ETag. */
function partCount(version: ObjectVersion): string {
  return version.etag.split('-')[1] ?? '1';
}

function notModified(bucket: Bucket, version: ObjectVersion): Answer {
  return emptyAnswer(304, { ...validators(version), ...versionIdHeader(bucket, version) });
}
