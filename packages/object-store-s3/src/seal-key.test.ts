import {
  CreateBucketCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { serveLocalStore, type LocalStore } from '@dawg/object-store-local/serve-local-store';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deleteEveryVersion } from './delete-every-version.ts';
import { listVersions } from './list-versions.ts';
import { createS3Client } from './s3-client.ts';
import { sealKey } from './seal-key.ts';

const credentials = { accessKeyId: 'test-access-key', secretAccessKey: 'test-secret-key' };
const directory = mkdtempSync(join(tmpdir(), 'dawg-seal-'));

describe('a key of a bucket', () => {
  let served: LocalStore;
  let client: S3Client;
  beforeAll(async () => {
    served = await serveLocalStore({ directory, ...credentials });
    client = createS3Client({ region: 'us-east-1', endpoint: served.endpoint, credentials });
  });
  afterAll(async () => {
    client.destroy();
    await served.close();
    rmSync(directory, { recursive: true });
  });

  const setVersioning = (bucket: string, Status: 'Enabled' | 'Suspended') =>
    client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status } }));
  const put = (bucket: string, key: string) =>
    client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: new Uint8Array(9) }));
  /** A bucket with a key of which there are as many versions as the bucket keeps. */
  const bucketWith = async (history: readonly ('Enabled' | 'Suspended')[]) => {
    const bucket = `seal-${crypto.randomUUID()}`;
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    await put(bucket, 'uploads/a');
    for (const status of history) {
      await setVersioning(bucket, status);
      await put(bucket, 'uploads/a');
      await put(bucket, 'uploads/a');
      await put(bucket, 'uploads/ab');
    }
    return bucket;
  };

  test.each<[string, readonly ('Enabled' | 'Suspended')[]]>([
    ['never kept versions', []],
    ['keeps versions', ['Enabled']],
    ['kept versions once', ['Enabled', 'Suspended']],
  ])(
    'that %s holds the tombstone alone, also when two seal it at once, and nothing once that is deleted',
    async (_what, history) => {
      const bucket = await bucketWith(history);
      await sealKey(client, bucket, 'uploads/a');
      await Promise.all([1, 2].map(() => sealKey(client, bucket, 'uploads/a')));
      expect(await listVersions(client, bucket, 'uploads/a')).toMatchObject([{ isLatest: true }]);
      const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'uploads/a' }));
      expect(head.ContentLength).toBe(0);
      expect(await listVersions(client, bucket, 'uploads/ab')).toHaveLength(history.length);
      await deleteEveryVersion(client, bucket, 'uploads/a');
      expect(await listVersions(client, bucket, 'uploads/a')).toEqual([]);
    },
  );
});
