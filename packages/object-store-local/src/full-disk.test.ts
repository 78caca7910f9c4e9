import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, describe, expect, it } from 'vitest';
import { startChildStore } from '../testing/child-store.ts';
import { newClient } from '../testing/test-store.ts';

const MIB = 1024 * 1024;
const Bucket = 'media';

// A limit on the size of files is what an ordinary user can set up; it fails writes as a full disk does.
describe.skipIf(process.platform === 'win32')('a disk without space', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'object-store-full-'));
  const store = await startChildStore(directory, 2 * MIB);
  const client = newClient(store.endpoint);
  afterAll(async () => {
    await store.kill();
    await rm(directory, { recursive: true });
  });
  await client.send(new CreateBucketCommand({ Bucket }));
  const put = (Body: Buffer | string) => client.send(new PutObjectCommand({ Bucket, Key: 'song', Body }));
  const full = { name: 'InsufficientStorage', $metadata: { httpStatusCode: 507 } };

  it('refuses a PUT with 507, keeps the old object and leaves no debris', async () => {
    await put('old');
    await expect(put(Buffer.alloc(3 * MIB))).rejects.toMatchObject(full);
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: 'song' }));
    expect(await Body?.transformToString()).toBe('old');
    expect(await readdir(join(directory, 'tmp'))).toEqual([]);
    expect(await readdir(join(directory, 'buckets/bucket-media/bytes'))).toHaveLength(1);
  });

  it('refuses a part the same way, and goes on with what fits', async () => {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'upload' }));
    const send = (size: number) =>
      client.send(
        new UploadPartCommand({ Bucket, Key: 'upload', UploadId, PartNumber: 1, Body: Buffer.alloc(size) }),
      );
    await expect(send(3 * MIB)).rejects.toMatchObject(full);
    await send(MIB);
    expect(await readdir(join(directory, 'tmp'))).toEqual([]);
  });
});
