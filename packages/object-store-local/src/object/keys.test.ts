import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, describe, expect, it } from 'vitest';
import { encodeUriPath } from '../http/uri-encoding.ts';
import { sendSigned } from '../../testing/raw-request.ts';
import { startTestStore } from '../../testing/test-store.ts';

const store = await startTestStore();
afterAll(() => store.stop());

const Bucket = 'media';
const KEYS = [
  '.', '..', '../../outside', '../..', './a', 'a', 'a/', 'a//b', 'a/b', 'a/b/c', '//', '/leading', 'trailing/',
  'A', 'CON', 'nul.txt', 'a\\b', 'C:\\x', 'a b', ' ', 'a+b', 'a%2Fb', 'a%b', '%', '%00', 'a?b', 'a#b', 'a&b=c', '<a>&"\'',
  'a\nb', 'a\rb', 'a\tb', '\u0001', 'nul\0byte', 'é', 'e\u0301', '日本語', '🎵.wav', '\u{10ffff}', '\ue000', '\u2028',
  '__proto__', 'constructor', 'x'.repeat(1024), 'é'.repeat(512), '\ufeffbom',
]; // prettier-ignore
const sorted = KEYS.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

const listAll = async () => {
  const { Contents } = await store.client.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url' }));
  return (Contents ?? []).map(({ Key }) => decodeURIComponent(Key ?? ''));
};

describe('keys of every kind', () => {
  it('are stored and read apart from each other', async () => {
    // Sent raw: the SDK drops the bucket from a path that begins with `..`, and URL parsers resolve it.
    for (const key of KEYS) {
      const answer = await sendSigned(store, {
        method: 'PUT',
        path: `/media/${encodeUriPath(key)}`,
        body: `of ${key}`,
      });
      expect([key, answer.status]).toEqual([key, 200]);
    }
    for (const key of KEYS) {
      const answer = await sendSigned(store, { method: 'GET', path: `/media/${encodeUriPath(key)}` });
      expect(answer).toMatchObject({ status: 200, text: `of ${key}` });
    }
    expect(await readdir(dirname(store.directory))).not.toContain('outside');
    expect((await readdir(store.directory)).toSorted()).toEqual(['buckets', 'format', 'tmp']);
  });

  it('are listed once each, in the order of their bytes', async () => {
    expect(await listAll()).toEqual(sorted);
  });

  it('are all there after a restart', async () => {
    await store.restart();
    expect(await listAll()).toEqual(sorted);
  });

  it('can be read with the SDK and with presigned URLs', async () => {
    for (const Key of ['a//b', 'a+b', 'a%2Fb', '日本語', '<a>&"\'', 'a\nb', 'a?b']) {
      const { Body } = await store.client.send(new GetObjectCommand({ Bucket, Key }));
      expect(await Body?.transformToString()).toBe(`of ${Key}`);
      const url = await getSignedUrl(store.client, new GetObjectCommand({ Bucket, Key }));
      expect(await (await fetch(url)).text()).toBe(`of ${Key}`);
    }
  });

  it('can be deleted in one request, and only those named are', async () => {
    const doomed = KEYS.filter((key) => !key.includes('\0') && key !== 'a');
    const { Deleted, Errors } = await store.client.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects: doomed.map((Key) => ({ Key })) },
        ChecksumAlgorithm: 'CRC32',
      }),
    );
    expect(Errors).toBeUndefined();
    expect(Deleted).toHaveLength(doomed.length);
    expect(await listAll()).toEqual(['a', 'nul\0byte']);
  });

  it('of 1,025 bytes are too long', async () => {
    for (const Key of ['x'.repeat(1025), `${'é'.repeat(512)}x`]) {
      const put = store.client.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.alloc(0) }));
      await expect(put).rejects.toMatchObject({
        name: 'KeyTooLongError',
        $metadata: { httpStatusCode: 400 },
      });
    }
  });

  it('that are not UTF-8 or not well escaped are refused', async () => {
    for (const path of ['/media/%ff', '/media/%ed%a0%80', '/media/%zz', '/media/%2']) {
      expect(await sendSigned(store, { method: 'GET', path })).toMatchObject({
        status: 400,
        code: 'InvalidURI',
      });
    }
  });

  it('that nobody stored are not there', async () => {
    await expect(store.client.send(new HeadObjectCommand({ Bucket, Key: 'toString' }))).rejects.toMatchObject(
      { name: 'NotFound' },
    );
  });
});
