import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { get, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, describe, expect, it } from 'vitest';
import { serveLocalStore } from './serve-local-store.ts';
import { startTestStore, TEST_KEYS } from '../testing/test-store.ts';

const folders: string[] = [];
const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'object-store-'));
  folders.push(folder);
  return folder;
};
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

describe('a store', () => {
  it('makes its directory and listens on the loopback by default', async () => {
    const store = await serveLocalStore({ directory: join(await newFolder(), 'a/b'), ...TEST_KEYS });
    expect(store.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await store.close();
  });

  it('is in the region it is told', async () => {
    const store = await serveLocalStore({
      directory: await newFolder(),
      ...TEST_KEYS,
      region: 'eu-central-1',
    });
    const client = (region: string) =>
      new S3Client({
        endpoint: store.endpoint,
        region,
        forcePathStyle: true,
        credentials: TEST_KEYS,
        maxAttempts: 1,
      });
    const create = new CreateBucketCommand({ Bucket: 'media' });
    await expect(client('us-east-1').send(create)).rejects.toMatchObject({
      name: 'AuthorizationHeaderMalformed',
    });
    await client('eu-central-1').send(create);
    await store.close();
  });

  it('refuses a directory in a format it does not know', async () => {
    const directory = await newFolder();
    await (await serveLocalStore({ directory, ...TEST_KEYS })).close();
    await writeFile(join(directory, 'format'), '2\n');
    await expect(serveLocalStore({ directory, ...TEST_KEYS })).rejects.toThrow('has format 2');
  });

  it('clears away what a crash has left, and nothing else', async () => {
    const store = await startTestStore();
    const bytes = join(store.directory, 'buckets/bucket-media/bytes');
    await store.client.send(new PutObjectCommand({ Bucket: 'media', Key: 'a', Body: 'x' }));
    await writeFile(join(store.directory, 'tmp/half-written'), 'x');
    await writeFile(join(bytes, 'orphan'), 'x');
    await mkdir(join(bytes, 'half-deleted-upload'));
    await store.restart();
    expect(await readdir(join(store.directory, 'tmp'))).toEqual([]);
    expect(await readdir(bytes)).toHaveLength(1);
    await store.stop();
  });

  it('answers InternalError and reports when its own files are gone', async () => {
    const store = await startTestStore();
    await store.client.send(new PutObjectCommand({ Bucket: 'media', Key: 'a', Body: 'x' }));
    const bytes = join(store.directory, 'buckets/bucket-media/bytes');
    for (const name of await readdir(bytes)) await rm(join(bytes, name));
    await expect(
      store.client.send(new GetObjectCommand({ Bucket: 'media', Key: 'a' })),
    ).rejects.toMatchObject({ name: 'InternalError', $metadata: { httpStatusCode: 500 } });
    expect(store.reported).toMatchObject([{ code: 'ENOENT' }]);
    await store.stop();
  });

  it('keeps its records in files a person can read', async () => {
    const store = await startTestStore();
    await store.client.send(new PutObjectCommand({ Bucket: 'media', Key: 'some/key', Body: 'x' }));
    const folder = join(store.directory, 'buckets/bucket-media/objects');
    const [name = ''] = await readdir(folder);
    expect(JSON.parse(await readFile(join(folder, name), 'utf8'))).toMatchObject({
      key: 'some/key',
      history: [{ sizeBytes: 1 }],
    });
    await store.stop();
  });
});

describe('close', () => {
  it('lets an upload under way finish, and takes no new connection', async () => {
    const directory = await newFolder();
    const store = await serveLocalStore({ directory, ...TEST_KEYS });
    const client = new S3Client({
      endpoint: store.endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: TEST_KEYS,
    });
    await client.send(new CreateBucketCommand({ Bucket: 'media' }));
    const url = await getSignedUrl(client, new PutObjectCommand({ Bucket: 'media', Key: 'last' }));
    const outgoing = request(url, { method: 'PUT', headers: { 'content-length': 10 } });
    outgoing.write('12345');
    await expect.poll(async () => (await readdir(join(directory, 'tmp'))).length).toBe(1);
    const closing = store.close();
    await expect(fetch(store.endpoint)).rejects.toThrow();
    outgoing.end('67890');
    const [answer] = await once(outgoing, 'response');
    expect(answer.statusCode).toBe(200);
    answer.resume();
    await closing;
  });

  it('does not wait for connections that are idle', async () => {
    const store = await startTestStore();
    const [answer] = await once(
      get(store.endpoint, { agent: false, headers: { connection: 'keep-alive' } }),
      'response',
    );
    answer.resume();
    await once(answer, 'end');
    const startedAt = performance.now();
    await store.stop();
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });

  it('cuts off who does not finish in time', async () => {
    const store = await startTestStore({ closeGraceMs: 100 });
    const url = await getSignedUrl(store.client, new PutObjectCommand({ Bucket: 'media', Key: 'endless' }));
    const outgoing = request(url, { method: 'PUT', headers: { 'content-length': 10 } });
    const cutOff = once(outgoing, 'error');
    outgoing.write('12345');
    await expect.poll(async () => (await readdir(join(store.directory, 'tmp'))).length).toBe(1);
    await store.restart();
    await cutOff;
    expect(await readdir(join(store.directory, 'tmp'))).toEqual([]);
    await store.stop();
  });
});
