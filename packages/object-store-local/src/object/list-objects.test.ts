import {
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type ListObjectsV2CommandInput,
} from '@aws-sdk/client-s3';
import { afterAll, describe, expect, it } from 'vitest';
import { sendSigned } from '../../testing/raw-request.ts';
import { startTestStore } from '../../testing/test-store.ts';

const store = await startTestStore();
afterAll(() => store.stop());

const Bucket = 'media';
const KEYS = ['a', 'b/1', 'b/2', 'b/c/3', 'b0', 'd/4', 'e f', 'é'];
await Promise.all(
  KEYS.map((Key) =>
    store.client.send(new PutObjectCommand({ Bucket, Key, Body: Key, ChecksumCRC32: undefined })),
  ),
);

const list = async (input: Omit<ListObjectsV2CommandInput, 'Bucket'>) => {
  const page = await store.client.send(new ListObjectsV2Command({ Bucket, ...input }));
  return {
    ...page,
    keys: (page.Contents ?? []).map(({ Key }) => Key),
    prefixes: (page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
  };
};

describe('ListObjectsV2', () => {
  it('lists all keys with size, ETag and date', async () => {
    const page = await list({});
    expect(page.keys).toEqual(KEYS);
    expect(page).toMatchObject({ KeyCount: 8, IsTruncated: false, MaxKeys: 1000, Name: Bucket });
    expect(page.Contents?.[0]).toMatchObject({
      Size: 1,
      ETag: '"0cc175b9c0f1b6a831c399e269772661"',
      StorageClass: 'STANDARD',
    });
    expect(page.Contents?.[0]?.LastModified).toBeInstanceOf(Date);
  });

  it('folds by prefix and delimiter', async () => {
    expect(await list({ Delimiter: '/' })).toMatchObject({
      keys: ['a', 'b0', 'e f', 'é'],
      prefixes: ['b/', 'd/'],
      KeyCount: 6,
    });
    expect(await list({ Delimiter: '/', Prefix: 'b/' })).toMatchObject({
      keys: ['b/1', 'b/2'],
      prefixes: ['b/c/'],
    });
    expect(await list({ Prefix: 'b' })).toMatchObject({ keys: ['b/1', 'b/2', 'b/c/3', 'b0'], prefixes: [] });
    expect(await list({ Prefix: 'zz' })).toMatchObject({ keys: [], KeyCount: 0 });
  });

  it('starts after the key it is given', async () => {
    expect((await list({ StartAfter: 'b/c/3' })).keys).toEqual(['b0', 'd/4', 'e f', 'é']);
    expect((await list({ StartAfter: 'b/1x' })).keys[0]).toBe('b/2');
  });

  it.each([1, 2, 3, 8])('gives everything once in pages of %i', async (MaxKeys) => {
    const seen: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await list({ Delimiter: '/', MaxKeys, ContinuationToken });
      expect(page.KeyCount).toBeLessThanOrEqual(MaxKeys);
      seen.push(...page.keys, ...page.prefixes);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(seen).toHaveLength(6);
    expect(new Set(seen)).toEqual(new Set(['a', 'b/', 'b0', 'd/', 'e f', 'é']));
  });

  it('of no keys at all is empty and not truncated', async () => {
    expect(await list({ MaxKeys: 0 })).toMatchObject({ keys: [], IsTruncated: false });
  });

  it('never gives more than a thousand', async () => {
    expect(await list({ MaxKeys: 5000 })).toMatchObject({ MaxKeys: 1000 });
  });

  it('encodes keys when asked to', async () => {
    const page = await list({ EncodingType: 'url', Prefix: 'e f' });
    expect(page).toMatchObject({ keys: ['e%20f'], Prefix: 'e%20f', EncodingType: 'url' });
  });

  it('names the owner when asked to', async () => {
    expect((await list({ FetchOwner: true })).Contents?.[0]?.Owner?.ID).toBeDefined();
    expect((await list({})).Contents?.[0]?.Owner).toBeUndefined();
  });

  it.each([
    'max-keys=-1',
    'max-keys=many',
    'encoding-type=base64',
    'continuation-token=%21',
    'continuation-token=',
  ])('with %s is refused', async (parameter) => {
    const answer = await sendSigned(store, {
      method: 'GET',
      path: '/media',
      query: `list-type=2&${parameter}`,
    });
    expect(answer).toMatchObject({ status: 400, code: 'InvalidArgument' });
  });
});

describe('ListObjects', () => {
  it('gives everything once in pages of two', async () => {
    const seen: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const page = await store.client.send(
        new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 2, Marker }),
      );
      seen.push(
        ...(page.Contents ?? []).map(({ Key }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      );
      Marker = page.NextMarker;
    } while (Marker !== undefined);
    expect(seen).toHaveLength(6);
    expect(new Set(seen)).toEqual(new Set(['a', 'b/', 'b0', 'd/', 'e f', 'é']));
  });
});
