import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type GetObjectCommandInput,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, describe, expect, it } from 'vitest';
import { startTestStore } from '../../testing/test-store.ts';

const store = await startTestStore();
afterAll(() => store.stop());

const Bucket = 'media';
const put = (Key: string, Body: string | Buffer) =>
  store.client.send(new PutObjectCommand({ Bucket, Key, Body }));
const read = async (input: Omit<GetObjectCommandInput, 'Bucket'>) => {
  const { Body, ...answer } = await store.client.send(new GetObjectCommand({ Bucket, ...input }));
  return { ...answer, text: await Body?.transformToString() };
};
const failure = (name: string, httpStatusCode: number) => ({ name, $metadata: { httpStatusCode } });

const { ETag } = await put('digits', '0123456789');
const { LastModified } = await store.client.send(new HeadObjectCommand({ Bucket, Key: 'digits' }));
const modifiedAt = LastModified?.getTime() ?? 0;
const before = new Date(modifiedAt - 1000);
const after = new Date(modifiedAt + 1000);

describe('a GET', () => {
  it('answers a range with 206 and says which', async () => {
    const answer = await read({ Key: 'digits', Range: 'bytes=2-5' });
    expect(answer).toMatchObject({ text: '2345', ContentRange: 'bytes 2-5/10', ContentLength: 4, ETag });
    expect(answer.$metadata.httpStatusCode).toBe(206);
  });

  it('answers a range behind the end with 416', async () => {
    await expect(read({ Key: 'digits', Range: 'bytes=10-' })).rejects.toMatchObject(
      failure('InvalidRange', 416),
    );
  });

  it('ignores a range when the object is not the one If-Range names', async () => {
    const url = await getSignedUrl(store.client, new GetObjectCommand({ Bucket, Key: 'digits' }));
    const status = async (ifRange: string) =>
      (await fetch(url, { headers: { range: 'bytes=0-1', 'if-range': ifRange } })).status;
    expect(await status(ETag ?? '')).toBe(206);
    expect(await status('"other"')).toBe(200);
    expect(await status(LastModified?.toUTCString() ?? '')).toBe(206);
    expect(await status(before.toUTCString())).toBe(200);
  });

  it('of a missing key or bucket is told so', async () => {
    await expect(read({ Key: 'nothing' })).rejects.toMatchObject(failure('NoSuchKey', 404));
    const elsewhere = new GetObjectCommand({ Bucket: 'nowhere', Key: 'x' });
    await expect(store.client.send(elsewhere)).rejects.toMatchObject(failure('NoSuchBucket', 404));
  });

  it('takes the headers of its answer from the URL', async () => {
    const command = new GetObjectCommand({
      Bucket,
      Key: 'digits',
      ResponseContentDisposition: 'attachment; filename="kick.wav"; filename*=UTF-8\'\'k%C3%AFck.wav',
      ResponseContentType: 'audio/wav',
      ResponseCacheControl: 'no-store',
      ResponseContentLanguage: 'en',
      ResponseContentEncoding: 'identity',
      ResponseExpires: new Date(0),
    });
    const { headers } = await fetch(await getSignedUrl(store.client, command));
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-disposition': 'attachment; filename="kick.wav"; filename*=UTF-8\'\'k%C3%AFck.wav',
      'content-type': 'audio/wav',
      'cache-control': 'no-store',
      'content-language': 'en',
      'content-encoding': 'identity',
      expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
    });
  });

  it('refuses a header value that would break out of its line', async () => {
    const command = new GetObjectCommand({
      Bucket,
      Key: 'digits',
      ResponseContentType: 'text/html\r\nset-cookie: a=b',
    });
    const answer = await fetch(await getSignedUrl(store.client, command));
    expect(answer.status).toBe(400);
    expect(answer.headers.has('set-cookie')).toBe(false);
  });

  it('reads a whole object as its part 1', async () => {
    expect(await read({ Key: 'digits', PartNumber: 1 })).toMatchObject({ text: '0123456789', PartsCount: 1 });
    await expect(read({ Key: 'digits', PartNumber: 2 })).rejects.toMatchObject(failure('InvalidRange', 416));
  });
});

describe('a HEAD', () => {
  it('says what GET would, without the bytes', async () => {
    const range = { Key: 'digits', Range: 'bytes=-3' };
    const { text: _, $metadata: __, ...got } = await read(range);
    const { $metadata: ___, ...head } = await store.client.send(new HeadObjectCommand({ Bucket, ...range }));
    expect(head).toEqual(got);
  });

  it('of a missing key is 404', async () => {
    await expect(store.client.send(new HeadObjectCommand({ Bucket, Key: 'nothing' }))).rejects.toMatchObject(
      failure('NotFound', 404),
    );
  });
});

describe('a condition', () => {
  it.each([
    ['If-Match of the ETag', { IfMatch: ETag }, 200],
    ['If-Match of any', { IfMatch: '*' }, 200],
    ['If-Match of another', { IfMatch: '"other"' }, 412],
    ['If-None-Match of the ETag', { IfNoneMatch: ETag }, 304],
    ['If-None-Match of a list with the ETag', { IfNoneMatch: `"other", W/${ETag}` }, 304],
    ['If-None-Match of another', { IfNoneMatch: '"other"' }, 200],
    ['If-Modified-Since before it', { IfModifiedSince: before }, 200],
    ['If-Modified-Since its date', { IfModifiedSince: LastModified }, 304],
    ['If-Unmodified-Since before it', { IfUnmodifiedSince: before }, 412],
    ['If-Unmodified-Since after it', { IfUnmodifiedSince: after }, 200],
    ['If-Match beats If-Unmodified-Since', { IfMatch: ETag, IfUnmodifiedSince: before }, 200],
    ['If-None-Match beats If-Modified-Since', { IfNoneMatch: '"other"', IfModifiedSince: after }, 200],
  ])('%s is judged as S3 does', async (_, condition, status) => {
    for (const command of [
      new GetObjectCommand({ Bucket, Key: 'digits', ...condition }),
      new HeadObjectCommand({ Bucket, Key: 'digits', ...condition }),
    ]) {
      const answered = await store.client.send(command).then(
        (answer) => answer.$metadata.httpStatusCode,
        (error: { $metadata: { httpStatusCode: number } }) => error.$metadata.httpStatusCode,
      );
      expect(answered).toBe(status);
    }
  });
});

describe('a GET under way', () => {
  const open = async (key: string): Promise<IncomingMessage> => {
    const url = await getSignedUrl(store.client, new GetObjectCommand({ Bucket, Key: key }));
    const [answer] = await once(get(url, { agent: false }), 'response');
    return answer;
  };
  const rest = async (answer: IncomingMessage) => {
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  const bytesFolder = join(store.directory, 'buckets/bucket-media/bytes');
  // More than all the buffers between the two ends hold.
  const song = randomBytes(24 * 1024 * 1024);

  it('ends with the old bytes when the object is replaced, and then those are removed', async () => {
    await put('replaced', song);
    const answer = await open('replaced');
    await put('replaced', 'new');
    const filesMeanwhile = (await readdir(bytesFolder)).length;
    expect((await rest(answer)).equals(song)).toBe(true);
    expect((await read({ Key: 'replaced' })).text).toBe('new');
    await expect.poll(async () => (await readdir(bytesFolder)).length).toBe(filesMeanwhile - 1);
  });

  it('ends with the old bytes when the object is deleted', async () => {
    await put('deleted', song);
    const answer = await open('deleted');
    await store.client.send(new DeleteObjectCommand({ Bucket, Key: 'deleted' }));
    expect((await rest(answer)).equals(song)).toBe(true);
  });

  it('whose client leaves lets go of the bytes', async () => {
    await put('left', song);
    const answer = await open('left');
    answer.destroy();
    await store.client.send(new DeleteObjectCommand({ Bucket, Key: 'left' }));
    // What is left: `digits` and `replaced`.
    await expect.poll(async () => (await readdir(bytesFolder)).length).toBe(2);
    expect(store.reported).toEqual([]);
  });
});
