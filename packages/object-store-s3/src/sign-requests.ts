import { GetObjectCommand, PutObjectCommand, UploadPartCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { SignedPart } from '@dawg/contract/wire';
import type { MultipartTarget, PartToSign, PutToSign } from '@dawg/storage/ports/object-store';
import { create as contentDisposition } from 'content-disposition';

/** A checksum in the query is ignored by stores; as a signed header it is verified. */
const CHECKSUM_HEADERS = new Set(['x-amz-checksum-crc32', 'x-amz-sdk-checksum-algorithm']);

/**
 * Signs the PUT of one part. Its number is in the query; its length and checksum are signed headers, so that the
 * URL stores these bytes and no others.
 */
export async function signPart(
  client: S3Client,
  bucket: string,
  target: MultipartTarget,
  part: PartToSign,
  expiresInSeconds: number,
): Promise<SignedPart> {
  const command = new UploadPartCommand({
    Bucket: bucket,
    Key: target.key,
    UploadId: target.multipartId,
    PartNumber: part.partNumber,
    ContentLength: part.sizeBytes,
    ChecksumAlgorithm: 'CRC32', // Ceph verifies only when the algorithm is named as well
    ChecksumCRC32: part.checksum,
  });
  const url = await getSignedUrl(client, command, {
    expiresIn: expiresInSeconds,
    unhoistableHeaders: CHECKSUM_HEADERS,
  });
  return {
    partNumber: part.partNumber,
    url,
    // Host and Content-Length are signed too; every HTTP client sets those itself.
    headers: { 'x-amz-checksum-crc32': part.checksum, 'x-amz-sdk-checksum-algorithm': 'CRC32' },
    sizeBytes: part.sizeBytes,
    expiresInSeconds,
  };
}

/** The presigner leaves these out of a signature, or hides them in the query, unless both sets name them. */
const PUT_HEADERS = new Set([
  'content-length',
  'content-type',
  'if-none-match',
  'x-amz-checksum-crc32',
  'x-amz-sdk-checksum-algorithm',
]);

/**
 * Signs the PUT of a whole object. Length, checksum, content type and the condition that nothing is there are signed
 * headers: the URL stores these bytes, once.
 */
export async function signPut(
  client: S3Client,
  bucket: string,
  key: string,
  { sizeBytes, checksum, contentType }: PutToSign,
  expiresInSeconds: number,
): Promise<SignedPart> {
  const command = new PutObjectCommand({
    Bucket: bucket,
    Key: key,
    ContentLength: sizeBytes,
    ContentType: contentType,
    ChecksumAlgorithm: 'CRC32',
    ChecksumCRC32: checksum,
    IfNoneMatch: '*',
  });
  const url = await getSignedUrl(client, command, {
    expiresIn: expiresInSeconds,
    signableHeaders: PUT_HEADERS,
    unhoistableHeaders: PUT_HEADERS,
  });
  return {
    partNumber: 1,
    url,
    headers: {
      'content-type': contentType,
      'if-none-match': '*',
      'x-amz-checksum-crc32': checksum,
      'x-amz-sdk-checksum-algorithm': 'CRC32',
    },
    sizeBytes,
    expiresInSeconds,
  };
}

/** Signs a GET that saves the object as a file of this name (RFC 6266), never shows it in the page. */
export function signDownload(
  client: S3Client,
  bucket: string,
  key: string,
  as: { readonly fileName: string; readonly contentType: string },
  expiresInSeconds: number,
): Promise<string> {
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    ResponseContentDisposition: contentDisposition(as.fileName, { type: 'attachment' }),
    ResponseContentType: as.contentType,
  });
  return getSignedUrl(client, command, { expiresIn: expiresInSeconds });
}
