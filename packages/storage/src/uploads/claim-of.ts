import { StorageError } from '@dawg/contract/storage-error';
import type { CompleteUpload } from '@dawg/contract/wire';
import type { UploadSessionRecord } from './upload-session.ts';

/** What the client says it sent; noted with the lease, so that whoever takes the lease over can go on with it. */
export interface Claim {
  /** CRC-32 of the whole, base64. */
  readonly checksum: string;
  /** Null where the session's own size is the one; 0 for a stream without a byte. */
  readonly claimedBytes: number | null;
}

/**
 * The claim in a request to complete. Throws `invalid-request` when a size is missing under a ceiling or is not the
 * declared one elsewhere, `file-too-large` when it is above the ceiling.
 */
export function claimOf(
  session: Pick<UploadSessionRecord, 'sizeBytes' | 'isCeiling'>,
  { checksum, sizeBytes }: Pick<CompleteUpload, 'checksum' | 'sizeBytes'>,
): Claim {
  if (!session.isCeiling) {
    if (sizeBytes !== undefined && sizeBytes !== session.sizeBytes)
      throw invalid(`sizeBytes: the upload was begun with ${session.sizeBytes}`);
    return { checksum, claimedBytes: null };
  }
  if (sizeBytes === undefined)
    throw invalid('sizeBytes: an upload under a ceiling is completed with the bytes that were sent');
  if (sizeBytes > session.sizeBytes)
    throw new StorageError('file-too-large', { sizeBytes, maxBytes: session.sizeBytes });
  return { checksum, claimedBytes: sizeBytes };
}

function invalid(problem: string): StorageError {
  return new StorageError('invalid-request', { problem });
}
