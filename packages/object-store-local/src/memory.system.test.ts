import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, describe, expect, it } from 'vitest';
import { startChildStore } from '../testing/child-store.ts';
import { newClient } from '../testing/test-store.ts';

const directory = await mkdtemp(join(tmpdir(), 'object-store-memory-'));
const store = await startChildStore(directory);
const client = newClient(store.endpoint);
afterAll(async () => {
  await store.kill();
  await rm(directory, { recursive: true });
});

const MIB = 1024 * 1024;
const OBJECT_MIB = 256;
const Bucket = 'media';
await client.send(new CreateBucketCommand({ Bucket }));

/** Streams that many MiB to the store, of one byte all over. */
async function put(Key: string, mebibytes: number): Promise<void> {
  const url = await getSignedUrl(client, new PutObjectCommand({ Bucket, Key }));
  const outgoing = request(url, { method: 'PUT', headers: { 'content-length': mebibytes * MIB } });
  const answered = once(outgoing, 'response');
  const mebibyte = Buffer.alloc(MIB, 7);
  await pipeline(Readable.from(Array.from({ length: mebibytes }, () => mebibyte)), outgoing);
  const [answer] = await answered;
  answer.resume();
  expect(answer.statusCode).toBe(200);
}

async function md5OfGet(Key: string): Promise<string> {
  const outgoing = request(await getSignedUrl(client, new GetObjectCommand({ Bucket, Key })));
  outgoing.end();
  const [answer]: [IncomingMessage] = (await once(outgoing, 'response')) as [IncomingMessage]; // the event's documented argument
  const md5 = createHash('md5');
  for await (const chunk of answer) md5.update(chunk);
  return md5.digest('hex');
}

describe(`an object of ${OBJECT_MIB} MiB`, () => {
  it('goes in and out within 64 MiB above the memory of an idle store', async () => {
    await put('warm-up', 1);
    await md5OfGet('warm-up');
    const idle = await store.peakDuring(async () => {});
    const peak = await store.peakDuring(async () => {
      await put('large', OBJECT_MIB);
      const expected = createHash('md5');
      for (let n = 0; n < OBJECT_MIB; n += 1) expected.update(Buffer.alloc(MIB, 7));
      expect(await md5OfGet('large')).toBe(expected.digest('hex'));
    });
    expect((peak - idle) / MIB).toBeLessThan(64);
  }, 30_000);
});
