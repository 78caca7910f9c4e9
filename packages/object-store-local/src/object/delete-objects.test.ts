import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { sendSigned } from '../../testing/raw-request.ts';
import { startTestStore } from '../../testing/test-store.ts';

const store = await startTestStore();
afterAll(() => store.stop());

const Bucket = 'media';
const put = (Key: string) => store.client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
const keys = async () =>
  (await store.client.send(new ListObjectsV2Command({ Bucket }))).Contents?.map(({ Key }) => Key) ?? [];

describe('DELETE', () => {
  it('removes the object, and says 204 also when there is none', async () => {
    await put('a');
    for (let round = 0; round < 2; round += 1) {
      const { $metadata } = await store.client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
      expect($metadata.httpStatusCode).toBe(204);
      expect(await keys()).toEqual([]);
    }
  });

  it('with If-Match removes only what the client saw', async () => {
    const { ETag } = await put('b');
    const remove = (IfMatch: string | undefined) =>
      store.client.send(new DeleteObjectCommand({ Bucket, Key: 'b', IfMatch }));
    await expect(remove('"other"')).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await remove(ETag);
    expect(await keys()).toEqual([]);
  });
});

describe('DeleteObjects', () => {
  it('removes many and names each, the missing too', async () => {
    await Promise.all(['1', '2', '3'].map(put));
    const { Deleted } = await store.client.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects: [{ Key: '1' }, { Key: '2' }, { Key: 'missing' }] },
      }),
    );
    expect(Deleted?.map(({ Key }) => Key)).toEqual(['1', '2', 'missing']);
    expect(await keys()).toEqual(['3']);
  });

  it('told to be quiet names only what failed', async () => {
    await put('x');
    const objects = [{ Key: '3' }, { Key: 'x', ETag: '"other"' }];
    const { Deleted, Errors } = await store.client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: objects, Quiet: true } }),
    );
    expect(Deleted).toBeUndefined();
    expect(Errors).toMatchObject([{ Key: 'x', Code: 'PreconditionFailed' }]);
    expect(await keys()).toEqual(['x']);
  });

  const post = (body: string, headers: Record<string, string> = {}) =>
    sendSigned(store, { method: 'POST', path: '/media', query: 'delete=', body, headers });
  const md5 = (body: string) => ({ 'content-md5': createHash('md5').update(body).digest('base64') });
  const document = '<Delete><Object><Key>x</Key></Object></Delete>';

  it('insists on a checksum of the list, and on its being right', async () => {
    expect(await post(document)).toMatchObject({ status: 400, code: 'InvalidRequest' });
    expect(await post(document, md5('something else'))).toMatchObject({ status: 400, code: 'BadDigest' });
    expect(await post(document, { 'x-amz-checksum-crc32': 'AAAAAA==' })).toMatchObject({
      status: 400,
      code: 'BadDigest',
    });
    expect(await keys()).toEqual(['x']);
    expect(await post(document, md5(document))).toMatchObject({ status: 200 });
    expect(await keys()).toEqual([]);
  });

  it.each([
    ['a list that is too long', `<Delete>${'<Object><Key>x</Key></Object>'.repeat(1001)}</Delete>`],
    ['an empty list', '<Delete></Delete>'],
    ['an object without a key', '<Delete><Object/></Delete>'],
    ['what is no XML', 'x'],
    ['an entity bomb', '<!DOCTYPE Delete [<!ENTITY a "x">]><Delete><Object><Key>&a;</Key></Object></Delete>'],
  ])('refuses %s', async (_, body) => {
    expect(await post(body, md5(body))).toMatchObject({ status: 400, code: 'MalformedXML' });
  });

  it('refuses a body of more than two megabytes', async () => {
    const body = `<Delete>${' '.repeat(3 * 1024 * 1024)}</Delete>`;
    expect(await post(body, md5(body))).toMatchObject({ status: 400, code: 'MaxMessageLengthExceeded' });
  });
});

describe('tags', () => {
  const Key = 'tagged';
  const tagsOf = async () => (await store.client.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet;

  it('are put, read and deleted without touching the object', async () => {
    await put(Key);
    const before = await store.client.send(new HeadObjectCommand({ Bucket, Key }));
    await store.client.send(
      new PutObjectTaggingCommand({
        Bucket,
        Key,
        Tagging: { TagSet: [{ Key: 'mood', Value: 'calm & <low>' }] },
      }),
    );
    expect(await tagsOf()).toEqual([{ Key: 'mood', Value: 'calm & <low>' }]);
    await store.restart();
    expect(await tagsOf()).toEqual([{ Key: 'mood', Value: 'calm & <low>' }]);
    await store.client.send(new DeleteObjectTaggingCommand({ Bucket, Key }));
    expect(await tagsOf()).toEqual([]);
    const { LastModified, ETag } = await store.client.send(new HeadObjectCommand({ Bucket, Key }));
    expect({ LastModified, ETag }).toEqual({ LastModified: before.LastModified, ETag: before.ETag });
  });

  it('with one name twice, or too long, are refused', async () => {
    for (const TagSet of [
      [
        { Key: 'a', Value: '1' },
        { Key: 'a', Value: '2' },
      ],
      [{ Key: 'a'.repeat(129), Value: '' }],
      [{ Key: 'a', Value: 'b'.repeat(257) }],
    ]) {
      const command = new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet } });
      await expect(store.client.send(command)).rejects.toMatchObject({ name: 'InvalidTag' });
    }
  });

  it('of a missing object are not to be had', async () => {
    const command = new GetObjectTaggingCommand({ Bucket, Key: 'nothing' });
    await expect(store.client.send(command)).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});
