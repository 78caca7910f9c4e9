import type { Bucket } from '../bucket/bucket.ts';
import { xmlAnswer, type Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { commonPrefix } from '../object/list-keys.ts';
import { keyEncoder, orAbsent, pageSize } from '../object/list-parameters.ts';
import { compareUtf8 } from '../object/utf8-order.ts';
import { findBucket, OWNER } from '../store.ts';
import { xmlDocument, type XmlFields } from '../xml/build-xml.ts';
import type { Upload } from './upload.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
export async function listMultipartUploads({ store, request }: Call): Promise<Answer> {
  const { query, bucketName } = request;
  const bucket = findBucket(store, bucketName);
  const encode = keyEncoder(query);
  const listing = {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    keyMarker: query.get('key-marker') ?? '',
    uploadIdMarker: query.get('upload-id-marker') ?? '',
    maxUploads: pageSize(query, 'max-uploads'),
  };
  const { items, next } = listPage(bucket, listing);
  return xmlAnswer(
    xmlDocument('ListMultipartUploadsResult', {
      Bucket: bucketName,
      KeyMarker: encode(listing.keyMarker),
      UploadIdMarker: listing.uploadIdMarker,
      NextKeyMarker: next && encode(next.kind === 'upload' ? next.upload.key : next.prefix),
      NextUploadIdMarker: next?.kind === 'upload' ? next.upload.id : undefined,
      Prefix: encode(listing.prefix),
      Delimiter: orAbsent(encode(listing.delimiter)),
      MaxUploads: listing.maxUploads,
      IsTruncated: next !== undefined,
      EncodingType: query.get('encoding-type'),
      Upload: items
        .filter((item) => item.kind === 'upload')
        .map(({ upload }) => uploadFields(upload, encode)),
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
  /** Uploads of the marker key up to this one have been listed already. */
  readonly uploadIdMarker: string;
  readonly maxUploads: number;
}

type Item =
  { readonly kind: 'upload'; readonly upload: Upload } | { readonly kind: 'prefix'; readonly prefix: string };

function listPage(bucket: Bucket, listing: Listing): { items: Item[]; next: Item | undefined } {
  const items = allItems(bucket, listing);
  const page = items.slice(0, listing.maxUploads);
  return { items: page, next: items.length > page.length ? page.at(-1) : undefined };
}

/** Open uploads are few, so they are simply sorted: by key, then by age (S3's order; the id settles ties). */
function allItems(bucket: Bucket, listing: Listing): Item[] {
  const uploads = [...bucket.uploads.values()]
    .filter((upload) => upload.key.startsWith(listing.prefix))
    .toSorted((a, b) => compareUtf8(a.key, b.key) || compareAge(a, b));
  const items: Item[] = [];
  const marker = bucket.uploads.get(listing.uploadIdMarker);
  for (const upload of uploads) {
    const prefix = commonPrefix(upload.key, listing);
    const before = items.at(-1);
    if (prefix === listing.keyMarker || wasListed(upload, listing, marker)) continue;
    if (prefix === undefined) items.push({ kind: 'upload', upload });
    else if (before?.kind !== 'prefix' || before.prefix !== prefix) items.push({ kind: 'prefix', prefix });
  }
  return items;
}

/** When the marker is gone by the next page, all uploads of its key are given again: some come twice, none is left out. */
function wasListed(
  upload: Upload,
  { keyMarker, uploadIdMarker }: Listing,
  marker: Upload | undefined,
): boolean {
  const order = compareUtf8(upload.key, keyMarker);
  if (order !== 0) return order < 0;
  if (uploadIdMarker === '') return true;
  return marker !== undefined && compareAge(upload, marker) <= 0;
}

function compareAge(a: Upload, b: Upload): number {
  return a.startedAt - b.startedAt || compareUtf8(a.id, b.id);
}

function uploadFields(upload: Upload, encode: (key: string) => string): XmlFields {
  return {
    Key: encode(upload.key),
    UploadId: upload.id,
    Initiator: OWNER,
    Owner: OWNER,
    StorageClass: 'STANDARD',
    Initiated: new Date(upload.startedAt).toISOString(),
    ChecksumAlgorithm: upload.checksum?.algorithm,
    ChecksumType: upload.checksum?.type,
  };
}
