import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { serveLocalStore, type LocalStore } from '@dawg/object-store-local/serve-local-store';
import { createS3Client } from '@dawg/object-store-s3/s3-client';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../testing/test-server.ts';
import { readConfig, type ServerConfig } from '../env.ts';
import { keepSecrets } from '../kept-secrets.ts';
import { openObjectStore } from './open-object-store.ts';

const newDirectory = () => mkdtempSync(join(tmpdir(), 'dawg-open-store-'));
const KEYS = { accessKeyId: 'AKIDTESTKEYTESTKEY', secretAccessKey: 'secret-secret-secret-secret-secret' };
const DOWNLOAD = { fileName: 'a.wav', contentType: 'audio/wav' };

const open = async (store: ServerConfig['store']) => {
  const dataDirectory = newDirectory();
  const config = { ...readConfig({}), dataDirectory, store };
  return openObjectStore(config, await keepSecrets(dataDirectory), ['http://localhost:3100']);
};

describe('S3', () => {
  let s3: LocalStore;
  const bucketOf = (change: Partial<Extract<ServerConfig['store'], { kind: 's3' }>>) =>
    open({
      kind: 's3',
      bucket: 'audio',
      region: 'us-east-1',
      endpoint: s3.endpoint,
      credentials: KEYS,
      ...change,
    });
  beforeAll(async () => {
    s3 = await serveLocalStore({ directory: newDirectory(), ...KEYS });
    const client = createS3Client({ region: 'us-east-1', endpoint: s3.endpoint, credentials: KEYS });
    await client.send(new CreateBucketCommand({ Bucket: 'audio' }));
    client.destroy();
  });
  afterAll(() => s3.close());

  test('that has the bucket is opened', async () => {
    const store = await bucketOf({});
    expect(store).toMatchObject({ isAnswering: true, publicOrigin: s3.endpoint });
    await store.close();
  });

  test.each([
    ['no such bucket', { bucket: 'missing' }, /no such bucket.*missing.*AWS_S3_BUCKET/],
    ['another secret', { credentials: { ...KEYS, secretAccessKey: 'x' } }, /audio.*AWS_SECRET_ACCESS_KEY/],
    ['another key', { credentials: { ...KEYS, accessKeyId: 'AKIDOTHER' } }, /audio.*AWS_ACCESS_KEY_ID/],
    ['another region', { region: 'eu-central-1' }, /audio.*AWS_REGION/],
  ])('with %s ends the start with a sentence that names the setting', async (_what, change, sentence) => {
    await expect(bucketOf(change)).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringMatching(sentence),
    });
  });

  test('that sends us to another region ends the start with a sentence that names the setting', async () => {
    const elsewhere = createServer((_request, response) => response.writeHead(301).end());
    elsewhere.listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    const address = elsewhere.address();
    const port = typeof address === 'object' ? address?.port : null;
    await expect(bucketOf({ endpoint: `http://127.0.0.1:${port}` })).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringMatching(/audio.*AWS_REGION/),
    });
    elsewhere.close();
  });

  test('that does not answer is opened all the same', async () => {
    const store = await bucketOf({ endpoint: `http://127.0.0.1:${await freePort()}` });
    expect(store.isAnswering).toBe(false);
    await store.close();
  });

  test('with temporary keys has their token in what it signs', async () => {
    const store = await bucketOf({
      endpoint: `http://127.0.0.1:${await freePort()}`,
      credentials: { ...KEYS, sessionToken: 'the-token' },
    });
    const url = await store.objects.presignDownload('a', DOWNLOAD, 60);
    expect(new URL(url).searchParams.get('X-Amz-Security-Token')).toBe('the-token');
    await store.close();
  });
});

describe('the embedded store', () => {
  test('gives out its public address, and is asked by the server at its own', async () => {
    const publicUrl = 'https://audio.example.com'; // nothing of ours is there
    const store = await open({ kind: 'local', host: '0.0.0.0', port: 0, publicUrl });
    expect(store.publicOrigin).toBe(publicUrl);
    expect(await store.objects.presignDownload('a', DOWNLOAD, 60)).toMatch(`${publicUrl}/dawg/a?`);
    const target = await store.objects.startMultipart('a', 'audio/wav');
    const part = { partNumber: 1, sizeBytes: 1, checksum: 'AAAAAA==' };
    expect((await store.objects.presignPart(target, part, 60)).url).toMatch(`${publicUrl}/dawg/a?`);
    await store.check();
    await store.close();
  });

  test('on a port that is taken ends the start with a sentence that names the setting', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(open({ kind: 'local', host: '127.0.0.1', port, publicUrl: null })).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringContaining('LOCAL_STORE_PORT'),
    });
    other.close();
  });
});
