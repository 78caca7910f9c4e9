import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type CompleteMultipartUploadCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type {
  ArrivedPart,
  CompleteOutcome,
  MultipartTarget,
  ObjectFacts,
  ObjectStore,
} from '@dawg/storage/ports/object-store';
import { computeChecksum } from './compute-checksum.ts';
import { deleteEveryVersion } from './delete-every-version.ts';
import { listMultiparts, listParts } from './list-multiparts.ts';
import { callStore, isNoSuchUpload, isS3Error } from './s3-failures.ts';
import { readRange } from './read-range.ts';
import { sealKey } from './seal-key.ts';
import { createPresigner } from './presigner.ts';
import { signDownload, signPart, signPut } from './sign-requests.ts';
import type { StoreCapabilities } from './store-capabilities.ts';

/**
 * Completing an object of many parts may take S3 minutes. Less than the lease under which we ask: when it takes
 * longer, the next holder finds the object complete.
 */
const COMPLETE_TIMEOUT_MS = 100_000;

/**
 * The `ObjectStore` port on S3 and what speaks its protocol. `capabilities` are asked for when they are first
 * needed: see `probeCapabilities`. `signingClient` is for a store that browsers reach by another address than we do.
 */
export function createS3ObjectStore(
  client: S3Client,
  bucket: string,
  capabilities: () => Promise<StoreCapabilities>,
  signingClient: S3Client = client,
): ObjectStore {
  const presign = createPresigner(signingClient, bucket);

  const complete = async (input: CompleteMultipartUploadCommandInput): Promise<CompleteOutcome> => {
    try {
      await client.send(new CompleteMultipartUploadCommand(input), { requestTimeout: COMPLETE_TIMEOUT_MS });
      return 'completed';
    } catch (error) {
      const outcome = outcomeOf(error);
      if (outcome === null) throw error;
      return outcome;
    }
  };

  return {
    startMultipart: (key, contentType) =>
      callStore(async () => {
        const { verifiesPartChecksums } = await capabilities();
        const { UploadId } = await client.send(
          new CreateMultipartUploadCommand({
            Bucket: bucket,
            Key: key,
            ContentType: contentType,
            ...(verifiesPartChecksums ? { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' } : {}),
          }),
        );
        if (!UploadId) throw new Error('the store started a multipart upload without an id');
        return { key, multipartId: UploadId };
      }),

    presignPart: (target, part, expiresInSeconds) => signPart(presign, target, part, expiresInSeconds),

    refusesOverwrite: async () => (await capabilities()).refusesOverwrite,

    presignPut: (key, put, expiresInSeconds) => signPut(presign, key, put, expiresInSeconds),

    listParts: (target) =>
      callStore(async () => {
        const { verifiesPartChecksums } = await capabilities();
        const parts = await listParts(client, bucket, target);
        if (parts === 'no-such-upload' || verifiesPartChecksums) return parts;
        return parts.map((part) => ({ ...part, checksum: null })); // reported, but checked by nobody
      }),

    completeMultipart: (target, parts, checksum) =>
      callStore(async () => {
        if (parts.length === 0)
          return (await hasUpload(client, bucket, target)) ? 'parts-refused' : 'no-such-upload';
        const { verifiesObjectChecksum } = await capabilities();
        return complete({
          Bucket: bucket,
          Key: target.key,
          UploadId: target.multipartId,
          MultipartUpload: { Parts: parts.map(toCompletedPart) },
          ...(verifiesObjectChecksum ? { ChecksumCRC32: checksum, ChecksumType: 'FULL_OBJECT' } : {}),
        });
      }),

    abortMultipart: (target) =>
      callStore(async () => {
        try {
          await client.send(
            new AbortMultipartUploadCommand({
              Bucket: bucket,
              Key: target.key,
              UploadId: target.multipartId,
            }),
          );
        } catch (error) {
          if (!isNoSuchUpload(error)) throw error;
        }
      }),

    findMultiparts: (key) => callStore(() => listMultiparts(client, bucket, key)),

    headObject: (key) => callStore(async () => headObject(client, bucket, key, await capabilities())),

    computeChecksum: (key, onProgress) => callStore(() => computeChecksum(client, bucket, key, onProgress)),

    readRange: (key, range) => callStore(() => readRange(client, bucket, key, range)),

    async putObject(key, bytes, contentType) {
      const put = { Bucket: bucket, Key: key, Body: bytes, ContentType: contentType };
      await callStore(() => client.send(new PutObjectCommand(put)));
    },

    presignDownload: (key, as, expiresInSeconds) => signDownload(presign, key, as, expiresInSeconds),

    sealKey: (key) => callStore(() => sealKey(client, bucket, key)),

    deleteObject: (key) => callStore(() => deleteEveryVersion(client, bucket, key)),
  };
}

/** What a refused completion means, or null when it is no answer about this upload. */
function outcomeOf(error: unknown): CompleteOutcome | null {
  if (isNoSuchUpload(error)) return 'no-such-upload';
  if (isS3Error(error, 'BadDigest', 'XAmzContentChecksumMismatch')) return 'checksum-mismatch';
  if (isS3Error(error, 'InvalidPart', 'InvalidPartOrder', 'EntityTooSmall')) return 'parts-refused';
  return null;
}

function toCompletedPart(part: ArrivedPart) {
  return {
    PartNumber: part.partNumber,
    ETag: part.etag,
    ...(part.checksum === null ? {} : { ChecksumCRC32: part.checksum }),
  };
}

async function headObject(
  client: S3Client,
  bucket: string,
  key: string,
  capabilities: StoreCapabilities,
): Promise<ObjectFacts | null> {
  const isTrusted = capabilities.reportsObjectChecksum && verifiesEveryUpload(capabilities);
  try {
    const head = await client.send(
      new HeadObjectCommand({ Bucket: bucket, Key: key, ...(isTrusted ? { ChecksumMode: 'ENABLED' } : {}) }),
    );
    // A composite checksum is one of checksums, not of bytes: as good as none.
    const isOfAllBytes = isTrusted && head.ChecksumType === 'FULL_OBJECT';
    return { sizeBytes: head.ContentLength ?? 0, checksum: (isOfAllBytes && head.ChecksumCRC32) || null };
  } catch (error) {
    if (isS3Error(error, 'NotFound', 'NoSuchKey')) return null;
    throw error;
  }
}

/** Where overwriting is not refused nothing is PUT whole, so only parts count. */
function verifiesEveryUpload(capabilities: StoreCapabilities): boolean {
  const { verifiesPartChecksums, verifiesPutChecksum, refusesOverwrite } = capabilities;
  return verifiesPartChecksums && (verifiesPutChecksum || !refusesOverwrite);
}

async function hasUpload(client: S3Client, bucket: string, target: MultipartTarget): Promise<boolean> {
  return (await listParts(client, bucket, target)) !== 'no-such-upload';
}
