import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { afterAll, describe, expect, it } from 'vitest';
import { sendRaw, sendSigned } from '../../testing/raw-request.ts';
import { signRequest } from '../../testing/sign-request.ts';
import { startTestStore } from '../../testing/test-store.ts';

const store = await startTestStore();
afterAll(() => store.stop());

const put = (input: Omit<PutObjectCommandInput, 'Bucket'>) =>
  store.client.send(new PutObjectCommand({ Bucket: 'media', ...input }));
const head = (Key: string) =>
  store.client.send(new HeadObjectCommand({ Bucket: 'media', Key, ChecksumMode: 'ENABLED' }));
const read = async (Key: string) =>
  (await store.client.send(new GetObjectCommand({ Bucket: 'media', Key }))).Body?.transformToString();
const filesBelow = async (folder: string) => (await readdir(join(store.directory, folder))).length;
const failure = (name: string, httpStatusCode: number) => ({ name, $metadata: { httpStatusCode } });

describe('a PUT', () => {
  it('answers the MD5 in quotes and stores every byte', async () => {
    const { ETag } = await put({ Key: 'a', Body: 'hello' });
    expect(ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    expect(await read('a')).toBe('hello');
  });

  it('of nothing stores an empty object', async () => {
    await put({ Key: 'empty', Body: Buffer.alloc(0) });
    expect(await head('empty')).toMatchObject({
      ContentLength: 0,
      ETag: '"d41d8cd98f00b204e9800998ecf8427e"',
    });
    expect(await read('empty')).toBe('');
  });

  it('keeps what the client says about the object', async () => {
    const said = {
      ContentType: 'audio/flac',
      ContentDisposition: 'attachment; filename="x.flac"',
      ContentEncoding: 'gzip',
      ContentLanguage: 'de',
      CacheControl: 'max-age=60',
      Metadata: { bpm: '120', key: 'a minor' },
    };
    await put({
      Key: 'described',
      Body: 'x',
      ...said,
      Expires: new Date('2030-01-01T00:00:00Z'),
      Tagging: 'mood=calm&x=%26',
    });
    expect(await head('described')).toMatchObject({
      ...said,
      ExpiresString: 'Tue, 01 Jan 2030 00:00:00 GMT',
      TagCount: 2,
    });
  });

  it('without a type stores S3’s default type', async () => {
    await sendSigned(store, { method: 'PUT', path: '/media/untyped', body: 'x' });
    expect(await head('untyped')).toMatchObject({ ContentType: 'binary/octet-stream' });
  });

  it('gives back metadata byte for byte', async () => {
    const { host } = new URL(store.endpoint);
    const note = 'Größe 🎵';
    const request = {
      method: 'PUT',
      path: '/media/unicode',
      headers: { host, 'content-length': '1', 'x-amz-meta-note': note },
    };
    const { headers } = signRequest(request);
    // node:http sends header strings as Latin-1, and as UTF-8 if a body that is a string goes with them.
    const wire = Buffer.from(note).toString('latin1');
    const answer = await sendRaw(store, {
      ...request,
      headers: { ...headers, 'x-amz-meta-note': wire },
      body: Buffer.from('x'),
    });
    expect(answer.status).toBe(200);
    const got = await sendSigned(store, { method: 'HEAD', path: '/media/unicode' });
    expect(got.headers['x-amz-meta-note']).toBe(wire);
  });

  it('replaces what was there and leaves no bytes of it', async () => {
    await put({ Key: 'twice', Body: 'one' });
    const files = await filesBelow('buckets/bucket-media/bytes');
    await put({ Key: 'twice', Body: 'two' });
    expect(await read('twice')).toBe('two');
    expect(await filesBelow('buckets/bucket-media/bytes')).toBe(files);
  });

  it.each([
    ['an unknown storage class', { StorageClass: 'GLACIER' }, 'InvalidStorageClass', 400],
    ['encryption', { ServerSideEncryption: 'AES256' }, 'NotImplemented', 501],
    ['public access', { ACL: 'public-read' }, 'NotImplemented', 501],
    ['too much metadata', { Metadata: { long: 'x'.repeat(2048) } }, 'MetadataTooLarge', 400],
    [
      'eleven tags',
      { Tagging: Array.from({ length: 11 }, (_, n) => `t${n}=1`).join('&') },
      'BadRequest',
      400,
    ],
  ] as const)('that asks for %s is refused rather than half obeyed', async (_, extra, code, status) => {
    await expect(put({ Key: 'refused', Body: 'x', ...extra })).rejects.toMatchObject(failure(code, status));
    await expect(head('refused')).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('into a bucket that does not exist is refused', async () => {
    const command = new PutObjectCommand({ Bucket: 'nowhere', Key: 'a', Body: 'x' });
    await expect(store.client.send(command)).rejects.toMatchObject(failure('NoSuchBucket', 404));
  });
});

describe('a checksum', () => {
  const VALUES = {
    ChecksumCRC32: 'y/Q5Jg==',
    ChecksumCRC32C: '4waSgw==',
    ChecksumCRC64NVME: 'rosUhgp5mIg=',
    ChecksumSHA1: '98O8HYCOBHMq32eZZczDTKeuNEE=',
    ChecksumSHA256: 'FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=',
  };
  const cases = Object.entries(VALUES).map(([name, value]) => ({ name, value }));

  it.each(cases)('$name is verified, kept and returned', async ({ name, value }) => {
    const answer = await put({ Key: name, Body: '123456789', [name]: value });
    expect(answer).toMatchObject({ [name]: value, ChecksumType: 'FULL_OBJECT' });
    expect(await head(name)).toMatchObject({ [name]: value, ChecksumType: 'FULL_OBJECT' });
    const plain = await store.client.send(new HeadObjectCommand({ Bucket: 'media', Key: name }));
    expect(Object.keys(plain)).not.toContain(name);
  });

  it.each(cases)('$name that is wrong is refused and nothing is stored', async ({ name, value }) => {
    const before = [await filesBelow('tmp'), await filesBelow('buckets/bucket-media/bytes')];
    await expect(put({ Key: 'wrong', Body: '12345678', [name]: value })).rejects.toMatchObject(
      failure('BadDigest', 400),
    );
    await expect(head('wrong')).rejects.toMatchObject({ name: 'NotFound' });
    expect([await filesBelow('tmp'), await filesBelow('buckets/bucket-media/bytes')]).toEqual(before);
  });

  it.each(['abc', 'AAAA', '!!!!!!==', ''])('%s cannot be a CRC32 and is refused', async (value) => {
    const headers = { 'x-amz-checksum-crc32': value };
    const answer = await sendSigned(store, { method: 'PUT', path: '/media/malformed', body: 'x', headers });
    expect(answer).toMatchObject({ status: 400, code: 'InvalidRequest' });
  });

  it('is expected once', async () => {
    const { ChecksumCRC32, ChecksumSHA1 } = VALUES;
    await expect(put({ Key: 'both', Body: '123456789', ChecksumCRC32, ChecksumSHA1 })).rejects.toMatchObject(
      failure('InvalidRequest', 400),
    );
  });

  it('in Content-MD5 is verified', async () => {
    const ContentMD5 = 'JfnnlDI7RTiF9RgfG2JNCw==';
    await put({ Key: 'md5', Body: '123456789', ContentMD5 });
    await expect(put({ Key: 'md5', Body: '12345678', ContentMD5 })).rejects.toMatchObject(
      failure('BadDigest', 400),
    );
    await expect(put({ Key: 'md5', Body: 'x', ContentMD5: 'abc' })).rejects.toMatchObject(
      failure('InvalidDigest', 400),
    );
    expect(await read('md5')).toBe('123456789');
  });
});

describe('a condition on a PUT', () => {
  it('If-None-Match: * lets only the first of many have the key', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => put({ Key: 'race', Body: `writer ${n}`, IfNoneMatch: '*' })),
    );
    const winners = results.flatMap((result, n) => (result.status === 'fulfilled' ? [n] : []));
    expect(winners).toHaveLength(1);
    expect(await read('race')).toBe(`writer ${winners[0]}`);
    for (const result of results) {
      if (result.status === 'rejected')
        expect(result.reason).toMatchObject(failure('PreconditionFailed', 412));
    }
    expect(await filesBelow('tmp')).toBe(0);
  });

  it('If-None-Match with an ETag is not something S3 knows', async () => {
    await expect(put({ Key: 'race', Body: 'x', IfNoneMatch: '"abc"' })).rejects.toMatchObject(
      failure('NotImplemented', 501),
    );
  });

  it('If-Match replaces exactly what the client saw', async () => {
    const { ETag } = await put({ Key: 'seen', Body: 'one' });
    await put({ Key: 'seen', Body: 'two', IfMatch: ETag });
    await expect(put({ Key: 'seen', Body: 'three', IfMatch: ETag })).rejects.toMatchObject(
      failure('PreconditionFailed', 412),
    );
    await expect(put({ Key: 'never', Body: 'x', IfMatch: ETag })).rejects.toMatchObject(
      failure('NoSuchKey', 404),
    );
    expect(await read('seen')).toBe('two');
  });
});

describe('writes to one key at the same time', () => {
  it('leave one of them, whole', async () => {
    const bodies = Array.from({ length: 8 }, (_, n) => String(n).repeat(300_000));
    await Promise.all(bodies.map((Body) => put({ Key: 'contended', Body })));
    expect(bodies).toContain(await read('contended'));
    expect(await filesBelow('tmp')).toBe(0);
  });
});
