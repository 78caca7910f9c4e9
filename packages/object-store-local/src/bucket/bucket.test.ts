import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteBucketLifecycleCommand,
  DeleteObjectCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
  type LifecycleRule,
} from '@aws-sdk/client-s3';
import { afterAll, describe, expect, it } from 'vitest';
import { sendSigned } from '../../testing/raw-request.ts';
import { startTestStore } from '../../testing/test-store.ts';

const store = await startTestStore();
afterAll(() => store.stop());

const create = (Bucket: string) => store.client.send(new CreateBucketCommand({ Bucket }));
const remove = (Bucket: string) => store.client.send(new DeleteBucketCommand({ Bucket }));
const names = async () =>
  (await store.client.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name);
const failure = (name: string, httpStatusCode: number) => ({ name, $metadata: { httpStatusCode } });

describe('a bucket', () => {
  it('is created, listed, found and deleted', async () => {
    await create('second.bucket-2');
    expect(await names()).toEqual(['media', 'second.bucket-2']);
    const head = await store.client.send(new HeadBucketCommand({ Bucket: 'second.bucket-2' }));
    expect(head.BucketRegion).toBe('us-east-1');
    await remove('second.bucket-2');
    expect(await names()).toEqual(['media']);
    await expect(
      store.client.send(new HeadBucketCommand({ Bucket: 'second.bucket-2' })),
    ).rejects.toMatchObject(failure('NotFound', 404));
  });

  it('is there after a restart', async () => {
    await create('lasting');
    await store.restart();
    expect(await names()).toEqual(['lasting', 'media']);
    await remove('lasting');
  });

  it('cannot be created twice, also not at once', async () => {
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => create('once')));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(create('once')).rejects.toMatchObject(failure('BucketAlreadyOwnedByYou', 409));
    await remove('once');
  });

  it('can be deleted only when it is empty; open uploads go with it', async () => {
    await create('full');
    await store.client.send(new PutObjectCommand({ Bucket: 'full', Key: 'a', Body: 'x' }));
    await expect(remove('full')).rejects.toMatchObject(failure('BucketNotEmpty', 409));
    await store.client.send(new DeleteObjectCommand({ Bucket: 'full', Key: 'a' }));
    await store.client.send(new CreateMultipartUploadCommand({ Bucket: 'full', Key: 'b' }));
    await remove('full');
    await expect(remove('full')).rejects.toMatchObject(failure('NoSuchBucket', 404));
  });

  it('deleted while objects arrive either keeps them or refuses them', async () => {
    await create('busy');
    const put = (n: number) =>
      store.client.send(new PutObjectCommand({ Bucket: 'busy', Key: `k${n}`, Body: 'x' }));
    const [deleted, ...puts] = await Promise.allSettled([remove('busy'), put(1), put(2), put(3)]);
    const stored = puts.filter(({ status }) => status === 'fulfilled').length;
    if (deleted.status === 'fulfilled') expect(stored).toBe(0);
    else expect(stored).toBe(3);
    expect(store.reported).toEqual([]);
  });

  it.each([
    'ab',
    'A-bucket',
    'under_score',
    'dot..dot',
    '-dash',
    'dash-',
    '192.168.0.1',
    'xn--bucket',
    'x'.repeat(64),
  ])('cannot be called %s', async (name) => {
    const answer = await sendSigned(store, { method: 'PUT', path: `/${name}` });
    expect(answer).toMatchObject({ status: 400, code: 'InvalidBucketName' });
  });

  it('says where it is, and cannot be created elsewhere', async () => {
    const location = await store.client.send(new GetBucketLocationCommand({ Bucket: 'media' }));
    expect(location.LocationConstraint).toBeUndefined();
    const elsewhere = new CreateBucketCommand({
      Bucket: 'away',
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    });
    await expect(store.client.send(elsewhere)).rejects.toMatchObject(
      failure('IllegalLocationConstraintException', 400),
    );
  });
});

describe('a lifecycle configuration', () => {
  const Bucket = 'media';
  const put = (Rules: LifecycleRule[]) =>
    store.client.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }),
    );
  const get = async () =>
    (await store.client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules;
  const rule: LifecycleRule = {
    ID: 'tidy & neat',
    Status: 'Enabled',
    Filter: {
      And: {
        Prefix: 'uploads/',
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '2' },
        ],
      },
    },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    Expiration: { Days: 30 },
  };

  it('is stored and given back as it was, also after a restart', async () => {
    await expect(get()).rejects.toMatchObject(failure('NoSuchLifecycleConfiguration', 404));
    await put([
      rule,
      { Status: 'Disabled', Filter: { Prefix: '' }, NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
    ]);
    await store.restart();
    expect(await get()).toEqual([
      rule,
      { Status: 'Disabled', Filter: { Prefix: '' }, NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
    ]);
    await store.client.send(new DeleteBucketLifecycleCommand({ Bucket }));
    await expect(get()).rejects.toMatchObject(failure('NoSuchLifecycleConfiguration', 404));
  });

  it.each([
    ['no days', { ...rule, AbortIncompleteMultipartUpload: {} }, 'MalformedXML'],
    ['zero days', { ...rule, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 0 } }, 'InvalidArgument'],
    ['a negative expiry', { ...rule, Expiration: { Days: -1 } }, 'InvalidArgument'],
    ['no action', { ID: 'x', Status: 'Enabled', Filter: { Prefix: '' } }, 'InvalidRequest'],
    ['no filter', { ...rule, Filter: undefined }, 'MalformedXML'],
    ['an unknown status', { ...rule, Status: 'On' }, 'MalformedXML'],
    ['a long id', { ...rule, ID: 'x'.repeat(256) }, 'InvalidArgument'],
  ] as [string, LifecycleRule, string][])('with %s is refused', async (_, wrong, code) => {
    await expect(put([wrong])).rejects.toMatchObject(failure(code, 400));
  });

  it('with one id twice is refused', async () => {
    await expect(put([rule, rule])).rejects.toMatchObject(failure('InvalidArgument', 400));
  });
});
