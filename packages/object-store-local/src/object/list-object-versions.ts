import type { Bucket } from '../bucket/bucket.ts';
import { xmlAnswer, type Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { S3Error } from '../s3-error.ts';
import { findBucket, OWNER } from '../store.ts';
import { xmlDocument, type XmlFields } from '../xml/build-xml.ts';
import { walkKeys } from './list-keys.ts';
import { checksumKindFields } from './list-objects.ts';
import { keyEncoder, orAbsent, pageSize } from './list-parameters.ts';
import type { KeyVersion } from './object-version.ts';
import { isNotNewer } from './version-id.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
export async function listObjectVersions(call: Call): Promise<Answer> {
  const { query, bucketName } = call.request;
  const bucket = findBucket(call.store, bucketName);
  const encode = keyEncoder(query);
  const listing = {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    keyMarker: query.get('key-marker') ?? '',
    versionMarker: query.get('version-id-marker'),
    maxKeys: pageSize(query, 'max-keys'),
  };
  if (listing.versionMarker !== undefined && listing.keyMarker === '') {
    throw new S3Error('InvalidArgument', 'A version-id marker cannot be specified without a key marker.');
  }
  const { items, next } = listPage(bucket, listing);
  return xmlAnswer(
    xmlDocument('ListVersionsResult', {
      Name: bucketName,
      Prefix: encode(listing.prefix),
      KeyMarker: encode(listing.keyMarker),
      VersionIdMarker: listing.versionMarker ?? '',
      NextKeyMarker: next && encode(positionOf(next)),
      NextVersionIdMarker: next?.kind === 'version' ? next.version.versionId : undefined,
      MaxKeys: listing.maxKeys,
      Delimiter: orAbsent(encode(listing.delimiter)),
      IsTruncated: next !== undefined,
      EncodingType: query.get('encoding-type'),
      Version: items.map((item) => versionFields(item, encode)).filter((fields) => fields !== undefined),
      DeleteMarker: items.map((item) => markerFields(item, encode)).filter((fields) => fields !== undefined),
      CommonPrefixes: items
        .filter((item) => item.kind === 'prefix')
        .map(({ prefix }) => ({ Prefix: encode(prefix) })),
    }),
  );
}

interface Listing {
  readonly prefix: string;
  readonly delimiter: string;
  readonly keyMarker: string;
  /** Versions of the marker key up to this one have been listed already; without it all of them have. */
  readonly versionMarker: string | undefined;
  readonly maxKeys: number;
}

type Item =
  | {
      readonly kind: 'version';
      readonly key: string;
      readonly version: KeyVersion;
      readonly isLatest: boolean;
    }
  | { readonly kind: 'prefix'; readonly prefix: string };

function listPage(bucket: Bucket, listing: Listing): { items: Item[]; next: Item | undefined } {
  const items: Item[] = [];
  if (listing.maxKeys === 0) return { items, next: undefined };
  for (const item of allItems(bucket, listing)) {
    if (items.length === listing.maxKeys) return { items, next: items.at(-1) };
    items.push(item);
  }
  return { items, next: undefined };
}

function* allItems(bucket: Bucket, listing: Listing): Generator<Item> {
  yield* restOfMarkerKey(bucket, listing);
  for (const step of walkKeys(bucket.index, { ...listing, after: listing.keyMarker }, () => true)) {
    if (step.kind === 'prefix') yield step;
    else yield* versionsOf(bucket, step.key);
  }
}

function* restOfMarkerKey(bucket: Bucket, { keyMarker, versionMarker }: Listing): Generator<Item> {
  if (versionMarker === undefined) return;
  const items = [...versionsOf(bucket, keyMarker)];
  const at = items.findIndex(({ version }) => version.versionId === versionMarker);
  // Who empties a bucket deletes a page before asking for the next: then the marker is gone, and its age says where it was.
  yield* at >= 0
    ? items.slice(at + 1)
    : items.filter(({ version }) => isNotNewer(version.versionId, versionMarker));
}

function* versionsOf(bucket: Bucket, key: string) {
  for (const [at, version] of bucket.index.history(key).entries()) {
    yield { kind: 'version' as const, key, version, isLatest: at === 0 };
  }
}

function positionOf(item: Item): string {
  return item.kind === 'version' ? item.key : item.prefix;
}

function versionFields(item: Item, encode: (key: string) => string): XmlFields | undefined {
  if (item.kind !== 'version' || item.version.kind !== 'object') return undefined;
  const { version } = item;
  return {
    ...sharedFields(item, encode),
    ETag: `"${version.etag}"`,
    ...checksumKindFields(version),
    Size: version.sizeBytes,
    StorageClass: 'STANDARD',
  };
}

function markerFields(item: Item, encode: (key: string) => string): XmlFields | undefined {
  return item.kind === 'version' && item.version.kind === 'delete-marker'
    ? sharedFields(item, encode)
    : undefined;
}

function sharedFields(item: Extract<Item, { kind: 'version' }>, encode: (key: string) => string): XmlFields {
  return {
    Key: encode(item.key),
    VersionId: item.version.versionId,
    IsLatest: item.isLatest,
    LastModified: new Date(item.version.lastModified).toISOString(),
    Owner: OWNER,
  };
}
