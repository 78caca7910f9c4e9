import type { S3Client } from '@aws-sdk/client-s3';
import { StorageError } from '@dawg/contract/storage-error';
import { randomUUID } from 'node:crypto';
import { deleteEveryVersion } from './delete-every-version.ts';
import { createPresigner } from './presigner.ts';
import { PROBE_BYTES, PROBE_URL_SECONDS, RIGHT_CHECKSUM, sendProbe, WRONG_CHECKSUM } from './send-probe.ts';
import { signPut } from './sign-requests.ts';
import type { StoreCapabilities } from './store-capabilities.ts';

/**
 * Finds out what the store does with PUTs of whole objects: one with a wrong checksum, and two of one key, of which
 * the second has to be answered 412. Ceph 16 does that in a bucket without versions and not in a versioned one. A
 * store that takes no such PUT at all is one that does not refuse overwriting: files go in parts.
 */
export async function observePuts(
  client: S3Client,
  bucket: string,
): Promise<Pick<StoreCapabilities, 'verifiesPutChecksum' | 'refusesOverwrite'>> {
  const key = `probe/${randomUUID()}`;
  const presign = createPresigner(client, bucket);
  const put = async (checksum: string) => {
    const toSign = { sizeBytes: PROBE_BYTES.length, checksum, contentType: 'application/octet-stream' };
    return requireAnswer(await sendProbe(await signPut(presign, key, toSign, PROBE_URL_SECONDS)));
  };
  try {
    const wrong = await put(WRONG_CHECKSUM);
    const first = wrong === 200 ? wrong : await put(RIGHT_CHECKSUM);
    const second = await put(RIGHT_CHECKSUM);
    return {
      verifiesPutChecksum: wrong === 400 && first === 200,
      refusesOverwrite: first === 200 && second === 412,
    };
  } finally {
    await deleteEveryVersion(client, bucket, key);
  }
}

/** A store that is busy says nothing about what it does, and must not be remembered as if it did. */
function requireAnswer(status: number): number {
  if (status === 429 || (status >= 500 && status !== 501))
    throw new StorageError('store-unavailable', { status });
  return status;
}
