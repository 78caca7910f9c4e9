import { ListMultipartUploadsCommand, ListPartsCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ArrivedPart, MultipartTarget } from '@dawg/storage/ports/object-store';
import { isNoSuchUpload } from './s3-failures.ts';

/** Every part of an upload, by number. S3 gives 1,000 a page. */
export async function listParts(
  client: S3Client,
  bucket: string,
  target: MultipartTarget,
): Promise<ArrivedPart[] | 'no-such-upload'> {
  const parts: ArrivedPart[] = [];
  const upload = { Bucket: bucket, Key: target.key, UploadId: target.multipartId };
  try {
    for (let marker: string | undefined; ;) {
      const page = await client.send(new ListPartsCommand({ ...upload, PartNumberMarker: marker }));
      for (const part of page.Parts ?? []) {
        parts.push({
          partNumber: part.PartNumber ?? 0,
          sizeBytes: part.Size ?? 0,
          checksum: part.ChecksumCRC32 ?? null,
          etag: part.ETag ?? '',
        });
      }
      marker = page.NextPartNumberMarker;
      if (!page.IsTruncated || !marker) break;
    }
  } catch (error) {
    if (isNoSuchUpload(error)) return 'no-such-upload';
    throw error;
  }
  return parts.toSorted((a, b) => a.partNumber - b.partNumber);
}

/** Every unfinished upload of exactly this key. The store filters by prefix, under which other keys may lie. */
export async function listMultiparts(
  client: S3Client,
  bucket: string,
  key: string,
): Promise<MultipartTarget[]> {
  const targets: MultipartTarget[] = [];
  let markers: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } = {};
  for (;;) {
    const page = await client.send(
      new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: key, ...markers }),
    );
    for (const { Key, UploadId } of page.Uploads ?? []) {
      if (Key === key && UploadId) targets.push({ key, multipartId: UploadId });
    }
    if (!page.IsTruncated || !page.NextKeyMarker) return targets;
    markers = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
  }
}
