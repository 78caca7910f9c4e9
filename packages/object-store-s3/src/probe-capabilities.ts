import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { encodeCrc32 } from '@dawg/contract/crc32';
import { StorageError } from '@dawg/contract/storage-error';
import type { MultipartTarget } from '@dawg/storage/ports/object-store';
import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { deleteEveryVersion } from './delete-every-version.ts';
import { listParts } from './list-multiparts.ts';
import { callStore, isNoSuchUpload, isS3Error } from './s3-failures.ts';
import { signPart } from './sign-requests.ts';
import type { StoreCapabilities } from './store-capabilities.ts';

const BYTES = new TextEncoder().encode('What does this store do with a checksum?');
const RIGHT = encodeCrc32(crc32(BYTES));
const WRONG = encodeCrc32(crc32(BYTES) ^ 1);
const URL_SECONDS = 60;
const PUT_TIMEOUT_MS = 15_000;

/**
 * Finds out what the store does with checksums, with a small upload of its own under `probe/` by the same signed
 * URLs that clients get. Leaves nothing behind. Throws `store-unavailable`.
 */
export function probeCapabilities(client: S3Client, bucket: string): Promise<StoreCapabilities> {
  return callStore(async () => {
    const key = `probe/${randomUUID()}`;
    const upload = await client.send(
      new CreateMultipartUploadCommand({
        Bucket: bucket,
        Key: key,
        ChecksumAlgorithm: 'CRC32',
        ChecksumType: 'FULL_OBJECT',
      }),
    );
    const target: MultipartTarget = { key, multipartId: upload.UploadId ?? '' };
    try {
      return await observe(client, bucket, target);
    } finally {
      await discard(client, bucket, target);
    }
  });
}

/** The same, asked once and kept; asked again after a failure, so that a store that was down is not held against. */
export function rememberCapabilities(client: S3Client, bucket: string): () => Promise<StoreCapabilities> {
  let asked: Promise<StoreCapabilities> | null = null;
  return () => {
    asked ??= probeCapabilities(client, bucket).catch((error: unknown) => {
      asked = null;
      throw error;
    });
    return asked;
  };
}

async function observe(
  client: S3Client,
  bucket: string,
  target: MultipartTarget,
): Promise<StoreCapabilities> {
  const wrongWasStored = await putPart(client, bucket, target, WRONG);
  if (!(await putPart(client, bucket, target, RIGHT)))
    throw new Error('the store refuses a part it should take');
  const parts = await listParts(client, bucket, target);
  const part = parts === 'no-such-upload' ? undefined : parts[0];

  const wrongWasCompleted = await complete(client, bucket, target, WRONG, part?.etag);
  if (!wrongWasCompleted) await complete(client, bucket, target, RIGHT, part?.etag);
  const head = await client.send(
    new HeadObjectCommand({ Bucket: bucket, Key: target.key, ChecksumMode: 'ENABLED' }),
  );
  return {
    verifiesPartChecksums: !wrongWasStored,
    reportsPartChecksums: part?.checksum === RIGHT,
    verifiesObjectChecksum: !wrongWasCompleted,
    reportsObjectChecksum: head.ChecksumCRC32 === RIGHT && head.ChecksumType === 'FULL_OBJECT',
  };
}

/** Whether the store took the part. */
async function putPart(
  client: S3Client,
  bucket: string,
  target: MultipartTarget,
  checksum: string,
): Promise<boolean> {
  const part = { partNumber: 1, sizeBytes: BYTES.length, checksum };
  const { url, headers } = await signPart(client, bucket, target, part, URL_SECONDS);
  const signal = AbortSignal.timeout(PUT_TIMEOUT_MS);
  const response = await fetch(url, { method: 'PUT', headers, body: BYTES, signal });
  await response.arrayBuffer(); // frees the connection
  if (response.ok) return true;
  if (response.status === 400) return false;
  // Anything else says nothing about checksums, and must not be remembered as if it did.
  throw new StorageError('store-unavailable', { status: response.status });
}

/** Whether the store made the object. */
async function complete(
  client: S3Client,
  bucket: string,
  { key, multipartId }: MultipartTarget,
  checksum: string,
  etag: string | undefined,
): Promise<boolean> {
  try {
    await client.send(
      new CompleteMultipartUploadCommand({
        Bucket: bucket,
        Key: key,
        UploadId: multipartId,
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag: etag }] },
        ChecksumCRC32: checksum,
        ChecksumType: 'FULL_OBJECT',
      }),
    );
    return true;
  } catch (error) {
    if (isS3Error(error, 'BadDigest', 'XAmzContentChecksumMismatch', 'InvalidRequest', 'InvalidPart'))
      return false;
    throw error;
  }
}

async function discard(
  client: S3Client,
  bucket: string,
  { key, multipartId }: MultipartTarget,
): Promise<void> {
  try {
    await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: multipartId }));
  } catch (error) {
    if (!isNoSuchUpload(error)) throw error;
  }
  await deleteEveryVersion(client, bucket, key);
}
