import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import { isS3Error } from './s3-failures.ts';

/** A body that breaks off is asked for again; the SDK repeats only what fails before the body. */
const ATTEMPTS = 3;

/** Bytes `start` to `end` (exclusive) of an object, or null where there is none (RFC 9110, 14.2: both ends are named). */
export async function readRange(
  client: S3Client,
  bucket: string,
  key: string,
  range: { readonly start: number; readonly end: number },
): Promise<Uint8Array | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await readOnce(client, bucket, key, range);
    } catch (error) {
      if (isS3Error(error, 'NotFound', 'NoSuchKey')) return null;
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

async function readOnce(
  client: S3Client,
  bucket: string,
  key: string,
  { start, end }: { readonly start: number; readonly end: number },
): Promise<Uint8Array> {
  const command = new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=${start}-${end - 1}` });
  const { Body } = await client.send(command);
  if (!(Body instanceof Readable)) throw new Error('the store answered a GET without a body');
  const chunks: Uint8Array[] = [];
  for await (const chunk of Body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
