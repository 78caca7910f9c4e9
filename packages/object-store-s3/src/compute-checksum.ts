import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { encodeCrc32 } from '@dawg/contract/crc32';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';

/** Well below the lease that the caller renews. */
const PROGRESS_INTERVAL_MS = 5_000;

/** Reads an object once, in constant memory, and answers the CRC-32 of its bytes. */
export async function computeChecksum(
  client: S3Client,
  bucket: string,
  key: string,
  onProgress: () => Promise<void>,
): Promise<string> {
  await onProgress();
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  if (!(Body instanceof Readable)) throw new Error('the store answered a GET without a body');
  let crc = 0;
  let lastProgress = Date.now();
  for await (const chunk of Body as AsyncIterable<Uint8Array>) {
    crc = crc32(chunk, crc);
    if (Date.now() - lastProgress < PROGRESS_INTERVAL_MS) continue;
    await onProgress(); // leaving the loop by a throw closes the connection
    lastProgress = Date.now();
  }
  return encodeCrc32(crc);
}
