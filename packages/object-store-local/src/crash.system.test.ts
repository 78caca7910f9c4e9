import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, describe, expect, it } from 'vitest';
import { startChildStore } from '../testing/child-store.ts';
import { newClient } from '../testing/test-store.ts';

const directory = await mkdtemp(join(tmpdir(), 'object-store-crash-'));
afterAll(() => rm(directory, { recursive: true }));

const Bucket = 'media';
const ROUNDS = 5;

/** What one key may hold: what was acknowledged last, or what was on its way when the process died. */
interface Expectation {
  acknowledged: string | undefined;
  attempted: string | undefined;
}
const expectations = new Map<string, Expectation>();

/** Large enough that writing it takes a while, and telling whose it is by any stretch of it. */
const bodyOf = (label: string) => `${label};`.repeat(20_000);

async function change(
  Key: string,
  label: string | undefined,
  act: (Key: string, body: string) => Promise<unknown>,
): Promise<void> {
  const expectation = expectations.get(Key) ?? { acknowledged: undefined, attempted: undefined };
  expectations.set(Key, expectation);
  expectation.attempted = label;
  await act(Key, label === undefined ? '' : bodyOf(label));
  expectation.acknowledged = label;
}

async function upload(client: S3Client, Key: string, Body: string): Promise<void> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const { ETag } = await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body }));
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
  await client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }));
}

/** Writes until the store is gone. */
async function writeUntilKilled(client: S3Client, writer: number, round: number): Promise<void> {
  const put = (Key: string, Body: string) => client.send(new PutObjectCommand({ Bucket, Key, Body }));
  try {
    for (let turn = 0; ; turn += 1) {
      const label = `${writer}-${round}-${turn}`;
      await change(`put ${writer}`, label, put);
      await change(`upload ${writer}`, label, (key, body) => upload(client, key, body));
      await change(`come and go ${writer}`, label, put);
      await change(`come and go ${writer}`, undefined, (Key) =>
        client.send(new DeleteObjectCommand({ Bucket, Key })),
      );
    }
  } catch (error) {
    // The connection breaks in one of several ways; a refusal in S3's words would be the store's own, and a failure.
    if (error instanceof Error && '$fault' in error) throw error;
  }
}

async function read(
  client: S3Client,
  Key: string,
): Promise<{ text: string; etag: string | undefined } | undefined> {
  try {
    const { Body, ETag } = await client.send(new GetObjectCommand({ Bucket, Key }));
    return { text: (await Body?.transformToString()) ?? '', etag: ETag };
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
    throw error;
  }
}

async function checkEverything(client: S3Client): Promise<void> {
  for (const [key, { acknowledged, attempted }] of expectations) {
    const found = await read(client, key);
    const label = found?.text.split(';')[0];
    expect([acknowledged, attempted], key).toContain(label);
    expect(found?.text).toBe(label && bodyOf(label));
    if (found !== undefined && !found.etag?.includes('-')) {
      expect(found.etag).toBe(`"${createHash('md5').update(found.text).digest('hex')}"`);
    }
    expectations.set(key, { acknowledged: label, attempted: label });
  }
  const objects = (await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount ?? 0;
  const uploads = (await client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads?.length ?? 0;
  expect(await readdir(join(directory, 'buckets/bucket-media/bytes'))).toHaveLength(objects + uploads);
  expect(await readdir(join(directory, 'tmp'))).toEqual([]);
}

describe('a store that is killed while it writes', () => {
  it(`keeps what it acknowledged and shows nothing half-written, ${ROUNDS} times in a row`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const child = await startChildStore(directory);
      const client = newClient(child.endpoint);
      if (round === 0) await client.send(new CreateBucketCommand({ Bucket }));
      await checkEverything(client);
      const writers = [0, 1, 2].map((writer) => writeUntilKilled(client, writer, round));
      await sleep(100 + Math.random() * 200);
      await child.kill();
      await Promise.all(writers);
      client.destroy();
    }
    const survivor = await startChildStore(directory);
    await checkEverything(newClient(survivor.endpoint));
    expect(expectations.size).toBe(9);
    await survivor.kill();
  }, 30_000);
});
