import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CopyObjectCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { sendSigned } from '../../testing/raw-request.ts';
import { startTestStore, type TestStore } from '../../testing/test-store.ts';

let store: TestStore;
const started: TestStore[] = [];
beforeEach(async () => {
  store = await startTestStore();
  started.push(store);
});
afterAll(() => Promise.all(started.map((each) => each.stop())));

const Bucket = 'media';
const Key = 'song';
const setVersioning = (Status: 'Enabled' | 'Suspended') =>
  store.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
const put = async (Body: string, key = Key) =>
  (await store.client.send(new PutObjectCommand({ Bucket, Key: key, Body }))).VersionId;
const read = async (VersionId?: string) => {
  const { Body } = await store.client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return Body?.transformToString();
};
const remove = (VersionId?: string) => store.client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
const versions = (extra: object = {}) =>
  store.client.send(new ListObjectVersionsCommand({ Bucket, ...extra }));
const storedFiles = async () => (await readdir(join(store.directory, 'buckets/bucket-media/bytes'))).length;
const failure = (name: string, httpStatusCode: number) => ({ name, $metadata: { httpStatusCode } });

describe('the versioning configuration', () => {
  it('is empty at first, then what was put, also after a restart', async () => {
    const status = async () => (await store.client.send(new GetBucketVersioningCommand({ Bucket }))).Status;
    expect(await status()).toBeUndefined();
    await setVersioning('Enabled');
    await store.restart();
    expect(await status()).toBe('Enabled');
    await setVersioning('Suspended');
    expect(await status()).toBe('Suspended');
    const body = '<VersioningConfiguration><Status>Off</Status></VersioningConfiguration>';
    expect(
      await sendSigned(store, { method: 'PUT', path: '/media', query: 'versioning=', body }),
    ).toMatchObject({ code: 'MalformedXML' });
  });
});

describe('a versioned bucket', () => {
  beforeEach(() => setVersioning('Enabled'));

  it('keeps every version, each to be read by its id', async () => {
    const [one, two] = [await put('one'), await put('two')];
    expect(one).not.toBe(two);
    expect(await read()).toBe('two');
    expect(await read(one)).toBe('one');
    await store.restart();
    expect(await read(one)).toBe('one');
    const head = await store.client.send(new HeadObjectCommand({ Bucket, Key, VersionId: one }));
    expect(head).toMatchObject({ VersionId: one, ContentLength: 3 });
    await expect(read('unknown')).rejects.toMatchObject(failure('NoSuchVersion', 404));
  });

  it('hides a deleted key behind a delete marker', async () => {
    const one = await put('one');
    const { DeleteMarker, VersionId: marker } = await remove();
    expect(DeleteMarker).toBe(true);
    await expect(read()).rejects.toMatchObject(failure('NoSuchKey', 404));
    await expect(read(marker)).rejects.toMatchObject({ $metadata: { httpStatusCode: 405 } });
    expect(await read(one)).toBe('one');
    expect((await store.client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    expect(await versions()).toMatchObject({
      Versions: [{ Key, VersionId: one, IsLatest: false }],
      DeleteMarkers: [{ Key, VersionId: marker, IsLatest: true }],
    });
  });

  it('brings the object back when the delete marker is deleted', async () => {
    await put('one');
    const { VersionId: marker } = await remove();
    expect(await remove(marker)).toMatchObject({ DeleteMarker: true, VersionId: marker });
    expect(await read()).toBe('one');
  });

  it('removes a version and its bytes for good', async () => {
    const [one, two] = [await put('one'), await put('two')];
    const files = await storedFiles();
    await remove(two);
    expect(await read()).toBe('one');
    expect(await storedFiles()).toBe(files - 1);
    await remove(one);
    await remove(one);
    expect((await versions()).Versions).toBeUndefined();
    expect(await storedFiles()).toBe(0);
    await store.client.send(new DeleteBucketCommand({ Bucket }));
  });

  it('cannot be deleted while versions or markers are left', async () => {
    await put('one');
    await remove();
    await expect(store.client.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject(
      failure('BucketNotEmpty', 409),
    );
  });

  it('deletes named versions in one request', async () => {
    const [one, two] = [await put('one'), await put('two')];
    const Objects = [{ Key, VersionId: one }, { Key: 'never' }];
    const { Deleted } = await store.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toMatchObject([
      { Key, VersionId: one },
      { Key: 'never', DeleteMarker: true },
    ]);
    expect(await read(two)).toBe('two');
  });

  it('copies an old version to the top', async () => {
    const one = await put('one');
    await put('two');
    await store.client.send(
      new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${Key}?versionId=${one}` }),
    );
    expect(await read()).toBe('one');
    expect((await versions()).Versions).toHaveLength(3);
  });

  it('tags one version and leaves the others alone', async () => {
    const one = await put('one');
    await put('two');
    const tagging = { Bucket, Key, VersionId: one, Tagging: { TagSet: [{ Key: 'old', Value: 'yes' }] } };
    await store.client.send(new PutObjectTaggingCommand(tagging));
    const tags = async (VersionId?: string) =>
      (await store.client.send(new GetObjectTaggingCommand({ Bucket, Key, VersionId }))).TagSet;
    expect(await tags(one)).toHaveLength(1);
    expect(await tags()).toEqual([]);
  });

  it('is emptied by deleting page after page', async () => {
    for (const body of ['1', '2', '3', '4']) await put(body);
    await remove();
    let page = await versions({ MaxKeys: 1 });
    for (;;) {
      for (const { VersionId } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])])
        await remove(VersionId);
      if (page.IsTruncated !== true) break;
      page = await versions({
        MaxKeys: 1,
        KeyMarker: page.NextKeyMarker,
        VersionIdMarker: page.NextVersionIdMarker,
      });
    }
    expect(await storedFiles()).toBe(0);
    await store.client.send(new DeleteBucketCommand({ Bucket }));
  });

  it('lists versions newest first, page by page', async () => {
    const expected: (string | undefined)[] = [];
    for (const key of ['a', 'b', 'c/1', 'c/2'])
      expected.push(...[await put('1', key), await put('2', key)].toReversed());
    const seen: (string | undefined)[] = [];
    let page = await versions({ MaxKeys: 3 });
    for (;;) {
      seen.push(...(page.Versions ?? []).map(({ VersionId }) => VersionId));
      if (page.IsTruncated !== true) break;
      page = await versions({
        MaxKeys: 3,
        KeyMarker: page.NextKeyMarker,
        VersionIdMarker: page.NextVersionIdMarker,
      });
    }
    expect(seen).toEqual(expected);
    const folded = await versions({ Delimiter: '/', Prefix: '' });
    expect(folded.CommonPrefixes).toEqual([{ Prefix: 'c/' }]);
    expect(folded.Versions).toHaveLength(4);
    expect(
      await sendSigned(store, { method: 'GET', path: '/media', query: 'version-id-marker=x&versions=' }),
    ).toMatchObject({ code: 'InvalidArgument' });
  });
});

describe('a bucket whose versioning is suspended', () => {
  it('writes the null version over the null version, and keeps the others', async () => {
    await put('before versioning');
    await setVersioning('Enabled');
    const kept = await put('kept');
    expect((await versions()).Versions?.map(({ VersionId }) => VersionId)).toEqual([kept, 'null']);
    await setVersioning('Suspended');
    expect(await put('suspended')).toBe('null');
    expect(await read('null')).toBe('suspended');
    expect(await read(kept)).toBe('kept');
    expect((await versions()).Versions?.map(({ VersionId }) => VersionId)).toEqual(['null', kept]);
    expect(await storedFiles()).toBe(2);
  });

  it('puts a null delete marker in the place of the null version', async () => {
    await setVersioning('Enabled');
    const kept = await put('kept');
    await setVersioning('Suspended');
    await put('null one');
    expect(await remove()).toMatchObject({ DeleteMarker: true, VersionId: 'null' });
    expect(await versions()).toMatchObject({
      Versions: [{ VersionId: kept }],
      DeleteMarkers: [{ VersionId: 'null', IsLatest: true }],
    });
    await expect(read()).rejects.toMatchObject(failure('NoSuchKey', 404));
  });
});
