import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { StorageError } from '@dawg/contract/storage-error';
import type { MultipartTarget } from '@dawg/storage/ports/object-store';
import { randomUUID } from 'node:crypto';
import { deleteEveryVersion } from './delete-every-version.ts';
import { listParts } from './list-multiparts.ts';
import { callStore, isNoSuchUpload, isS3Error } from './s3-failures.ts';
import { observePuts } from './probe-puts.ts';
import { PROBE_BYTES, PROBE_URL_SECONDS, RIGHT_CHECKSUM, sendProbe, WRONG_CHECKSUM } from './send-probe.ts';
import { createPresigner } from './presigner.ts';
import { signPart } from './sign-requests.ts';
import type { StoreCapabilities } from './store-capabilities.ts';

/**
 * Finds out what the store does with checksums and conditions, with small uploads of its own under `probe/` by the
 * same signed URLs that clients get. Leaves nothing behind. Throws `store-unavailable`.
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
      return { ...(await observeParts(client, bucket, target)), ...(await observePuts(client, bucket)) };
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

async function observeParts(
  client: S3Client,
  bucket: string,
  target: MultipartTarget,
): Promise<Omit<StoreCapabilities, 'verifiesPutChecksum' | 'refusesOverwrite'>> {
  const wrongWasStored = await putPart(client, bucket, target, WRONG_CHECKSUM);
  if (!(await putPart(client, bucket, target, RIGHT_CHECKSUM)))
    throw new Error('the store refuses a part it should take');
  const parts = await listParts(client, bucket, target);
  const part = parts === 'no-such-upload' ? undefined : parts[0];

  const wrongWasCompleted = await complete(client, bucket, target, WRONG_CHECKSUM, part?.etag);
  if (!wrongWasCompleted) await complete(client, bucket, target, RIGHT_CHECKSUM, part?.etag);
  const head = await client.send(
    new HeadObjectCommand({ Bucket: bucket, Key: target.key, ChecksumMode: 'ENABLED' }),
  );
  return {
    verifiesPartChecksums: !wrongWasStored,
    reportsPartChecksums: part?.checksum === RIGHT_CHECKSUM,
    verifiesObjectChecksum: !wrongWasCompleted,
    reportsObjectChecksum: head.ChecksumCRC32 === RIGHT_CHECKSUM && head.ChecksumType === 'FULL_OBJECT',
  };
}

/** Whether the store took the part. */
async function putPart(
  client: S3Client,
  bucket: string,
  target: MultipartTarget,
  checksum: string,
): Promise<boolean> {
  const part = { partNumber: 1, sizeBytes: PROBE_BYTES.length, checksum };
  const presign = createPresigner(client, bucket);
  const status = await sendProbe(await signPart(presign, target, part, PROBE_URL_SECONDS));
  if (status === 200) return true;
  if (status === 400) return false;
  // Anything else says nothing about checksums, and must not be remembered as if it did.
  throw new StorageError('store-unavailable', { status });
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
