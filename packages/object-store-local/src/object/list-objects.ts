import { xmlAnswer, type Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { S3Error } from '../s3-error.ts';
import { findBucket, OWNER } from '../store.ts';
import { xmlDocument, type XmlFields } from '../xml/build-xml.ts';
import { currentObject } from './key-history.ts';
import { walkKeys, type KeyWalk, type WalkStep } from './list-keys.ts';
import { keyEncoder, orAbsent, pageSize } from './list-parameters.ts';
import type { ObjectIndex } from './object-index.ts';
import type { ObjectVersion } from './object-version.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export async function listObjects(call: Call): Promise<Answer> {
  const { query, bucketName } = call.request;
  const bucket = findBucket(call.store, bucketName);
  const encode = keyEncoder(query);
  const maxKeys = pageSize(query, 'max-keys');
  const walk = walkFrom(query, query.get('marker') ?? '');
  const page = listPage(bucket.index, walk, maxKeys);
  return xmlAnswer(
    xmlDocument('ListBucketResult', {
      Name: bucketName,
      Prefix: encode(walk.prefix),
      Marker: encode(walk.after),
      // S3 gives the marker only with a delimiter; without one it is the last key, and saying so harms nobody.
      NextMarker: page.last === undefined ? undefined : encode(page.last),
      MaxKeys: maxKeys,
      Delimiter: orAbsent(encode(walk.delimiter)),
      IsTruncated: page.last !== undefined,
      EncodingType: query.get('encoding-type'),
      ...pageFields(bucket.index, page, encode, true),
    }),
  );
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export async function listObjectsV2(call: Call): Promise<Answer> {
  const { query, bucketName } = call.request;
  const bucket = findBucket(call.store, bucketName);
  const encode = keyEncoder(query);
  const maxKeys = pageSize(query, 'max-keys');
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after');
  const walk = walkFrom(query, token === undefined ? (startAfter ?? '') : readToken(token));
  const page = listPage(bucket.index, walk, maxKeys);
  return xmlAnswer(
    xmlDocument('ListBucketResult', {
      Name: bucketName,
      Prefix: encode(walk.prefix),
      MaxKeys: maxKeys,
      Delimiter: orAbsent(encode(walk.delimiter)),
      IsTruncated: page.last !== undefined,
      KeyCount: page.steps.length,
      ContinuationToken: token,
      NextContinuationToken:
        page.last === undefined ? undefined : Buffer.from(page.last).toString('base64url'),
      StartAfter: startAfter === undefined ? undefined : encode(startAfter),
      EncodingType: query.get('encoding-type'),
      ...pageFields(bucket.index, page, encode, query.get('fetch-owner') === 'true'),
    }),
  );
}

interface Page {
  readonly steps: readonly WalkStep[];
  /** Where the next page goes on, if there is one. */
  readonly last: string | undefined;
}

function walkFrom(query: ReadonlyMap<string, string>, after: string): KeyWalk {
  return { prefix: query.get('prefix') ?? '', delimiter: query.get('delimiter') ?? '', after };
}

function listPage(index: ObjectIndex, walk: KeyWalk, maxKeys: number): Page {
  const steps: WalkStep[] = [];
  if (maxKeys === 0) return { steps, last: undefined };
  for (const step of walkKeys(index, walk, (key) => currentObject(index.history(key)) !== undefined)) {
    const lastStep = steps.at(-1);
    if (steps.length === maxKeys && lastStep !== undefined) return { steps, last: positionOf(lastStep) };
    steps.push(step);
  }
  return { steps, last: undefined };
}

function positionOf(step: WalkStep): string {
  return step.kind === 'key' ? step.key : step.prefix;
}

function pageFields(
  index: ObjectIndex,
  page: Page,
  encode: (key: string) => string,
  withOwner: boolean,
): XmlFields {
  const contents: XmlFields[] = [];
  const prefixes: XmlFields[] = [];
  for (const step of page.steps) {
    const version = step.kind === 'key' ? currentObject(index.history(step.key)) : undefined;
    if (step.kind === 'prefix') prefixes.push({ Prefix: encode(step.prefix) });
    else if (version !== undefined) contents.push(objectFields(encode(step.key), version, withOwner));
  }
  return { Contents: contents, CommonPrefixes: prefixes };
}

function objectFields(encodedKey: string, version: ObjectVersion, withOwner: boolean): XmlFields {
  return {
    Key: encodedKey,
    LastModified: new Date(version.lastModified).toISOString(),
    ETag: `"${version.etag}"`,
    ...checksumKindFields(version),
    Size: version.sizeBytes,
    Owner: withOwner ? OWNER : undefined,
    StorageClass: 'STANDARD',
  };
}

/** Listings tell the kind of checksum an object has, not its value. */
export function checksumKindFields({ checksum }: ObjectVersion): XmlFields {
  if (checksum === undefined) return {};
  return { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type };
}

function readToken(token: string): string {
  const key = Buffer.from(token, 'base64url').toString('utf8');
  if (token === '' || Buffer.from(key).toString('base64url') !== token) {
    throw new S3Error('InvalidArgument', 'The continuation token provided is incorrect');
  }
  return key;
}
