import {
  CopyObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type CopyObjectCommandInput,
} from '@aws-sdk/client-s3';
import { afterAll, describe, expect, it } from 'vitest';
import { startTestStore } from '../../testing/test-store.ts';

const store = await startTestStore();
afterAll(() => store.stop());

const Bucket = 'media';
const { ETag } = await store.client.send(
  new PutObjectCommand({
    Bucket, Key: 'só/urce +', Body: '123456789', ContentType: 'audio/wav', Metadata: { bpm: '120' }, Tagging: 'a=1', ChecksumCRC32: 'y/Q5Jg==',
  }), // prettier-ignore
);
const CopySource = `${Bucket}/${encodeURIComponent('só/urce +')}`;
const copy = (input: Partial<CopyObjectCommandInput>) =>
  store.client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource, ...input }));
const head = () => store.client.send(new HeadObjectCommand({ Bucket, Key: 'copy', ChecksumMode: 'ENABLED' }));
const tags = async () =>
  (await store.client.send(new GetObjectTaggingCommand({ Bucket, Key: 'copy' }))).TagSet;
const failure = (name: string, httpStatusCode: number) => ({ name, $metadata: { httpStatusCode } });

describe('a copy', () => {
  it('has the bytes, the description, the tags and the checksum of its source', async () => {
    const { CopyObjectResult } = await copy({});
    expect(CopyObjectResult).toMatchObject({ ETag, ChecksumCRC32: 'y/Q5Jg==' });
    expect(await head()).toMatchObject({
      ContentType: 'audio/wav',
      Metadata: { bpm: '120' },
      ChecksumCRC32: 'y/Q5Jg==',
    });
    expect(await tags()).toEqual([{ Key: 'a', Value: '1' }]);
    const { Body } = await store.client.send(new GetObjectCommand({ Bucket, Key: 'copy' }));
    expect(await Body?.transformToString()).toBe('123456789');
  });

  it('takes its description and tags from the request when told to', async () => {
    await copy({
      MetadataDirective: 'REPLACE',
      ContentType: 'audio/flac',
      Metadata: { x: 'y' },
      TaggingDirective: 'REPLACE',
      Tagging: 'b=2',
    });
    expect(await head()).toMatchObject({ ContentType: 'audio/flac', Metadata: { x: 'y' } });
    expect(await tags()).toEqual([{ Key: 'b', Value: '2' }]);
  });

  it('can be summed in another way', async () => {
    const { CopyObjectResult } = await copy({ ChecksumAlgorithm: 'CRC32C' });
    expect(CopyObjectResult).toMatchObject({ ChecksumCRC32C: '4waSgw==' });
  });

  it('onto itself must change something', async () => {
    await copy({});
    await expect(copy({ CopySource: `${Bucket}/copy` })).rejects.toMatchObject(
      failure('InvalidRequest', 400),
    );
    await copy({ CopySource: `/${Bucket}/copy`, MetadataDirective: 'REPLACE', Metadata: { now: 'changed' } });
    expect(await head()).toMatchObject({ Metadata: { now: 'changed' }, ContentLength: 9 });
  });

  it.each([
    ['the ETag matches', { CopySourceIfMatch: ETag }, undefined],
    ['the ETag does not match', { CopySourceIfMatch: '"other"' }, 412],
    ['the ETag is the unwanted one', { CopySourceIfNoneMatch: ETag }, 412],
    ['it is older than wanted', { CopySourceIfModifiedSince: new Date(Date.now() + 5000) }, 412],
    ['it is newer than wanted', { CopySourceIfUnmodifiedSince: new Date(0) }, 412],
  ])('is made or refused when %s', async (_, condition, status) => {
    if (status === undefined) await copy(condition);
    else await expect(copy(condition)).rejects.toMatchObject(failure('PreconditionFailed', status));
  });

  it('honours If-None-Match: * on its target', async () => {
    await expect(copy({ IfNoneMatch: '*' })).rejects.toMatchObject(failure('PreconditionFailed', 412));
  });

  it.each([
    [`${Bucket}/missing`, 'NoSuchKey', 404],
    ['nowhere/x', 'NoSuchBucket', 404],
    ['justabucket', 'InvalidArgument', 400],
    [`${Bucket}/`, 'InvalidArgument', 400],
    [`${CopySource}?versionId=none`, 'NoSuchVersion', 404],
  ])('from %s is refused', async (source, code, status) => {
    await expect(copy({ CopySource: source })).rejects.toMatchObject(failure(code, status));
  });
});
