import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { S3Request } from '../http/s3-request.ts';
import { sendRaw, sendSigned } from '../../testing/raw-request.ts';
import { signRequest, type SigningOptions } from '../../testing/sign-request.ts';
import { newClient, startTestStore } from '../../testing/test-store.ts';
import { verifySignature } from './verify-signature.ts';

const store = await startTestStore();
afterAll(() => store.stop());
afterEach(() => {
  store.clock.offsetMs = 0;
});
await store.client.send(new PutObjectCommand({ Bucket: 'media', Key: 'song', Body: 'la la la' }));

const MINUTE_MS = 60_000;

describe('the examples of the AWS documentation', () => {
  const credentials = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    region: 'us-east-1',
  };
  const now = Date.UTC(2013, 4, 24);
  const credential = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request';
  const example = (
    path: string,
    query: Record<string, string>,
    headers: Record<string, string>,
  ): S3Request => ({
    id: 'example',
    method: 'GET',
    path,
    bucketName: '',
    key: '',
    parameters: Object.entries(query),
    query: new Map(Object.entries(query)),
    headers: new Map(Object.entries({ host: 'examplebucket.s3.amazonaws.com', ...headers })),
  });
  const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const authorization = (signedHeaders: string, signature: string) =>
    `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=${signedHeaders},Signature=${signature}`;

  it('verify: GET Object', () => {
    const request = example(
      '/test.txt',
      {},
      {
        range: 'bytes=0-9',
        'x-amz-content-sha256': emptyHash,
        'x-amz-date': '20130524T000000Z',
        authorization: authorization(
          'host;range;x-amz-content-sha256;x-amz-date',
          'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
        ),
      },
    );
    expect(verifySignature(request, credentials, now)).toMatchObject({
      place: 'header',
      payloadHash: emptyHash,
    });
  });

  it('verify: GET Bucket Lifecycle, whose parameter has no value', () => {
    const request = example(
      '/',
      { lifecycle: '' },
      {
        'x-amz-content-sha256': emptyHash,
        'x-amz-date': '20130524T000000Z',
        authorization: authorization(
          'host;x-amz-content-sha256;x-amz-date',
          'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
        ),
      },
    );
    expect(verifySignature(request, credentials, now).place).toBe('header');
  });

  it('verify: a presigned URL', () => {
    const request = example(
      '/test.txt',
      {
        'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
        'X-Amz-Credential': credential,
        'X-Amz-Date': '20130524T000000Z',
        'X-Amz-Expires': '86400',
        'X-Amz-SignedHeaders': 'host',
        'X-Amz-Signature': 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
      },
      {},
    );
    expect(verifySignature(request, credentials, now)).toMatchObject({
      place: 'query',
      payloadHash: 'UNSIGNED-PAYLOAD',
    });
  });
});

describe('a signed request', () => {
  const get = (options: SigningOptions, headers: Record<string, string> = {}) =>
    sendSigned(store, { method: 'GET', path: '/media/song', headers }, options);

  it('is answered when all is right', async () => {
    expect(await get({})).toMatchObject({ status: 200, text: 'la la la' });
  });

  it('with another secret is refused', async () => {
    expect(await get({ secretAccessKey: 'guess' })).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    });
  });

  it('of an unknown key is refused', async () => {
    expect(await get({ accessKeyId: 'somebody' })).toMatchObject({ status: 403, code: 'InvalidAccessKeyId' });
  });

  it('for another region is refused, and told the right one', async () => {
    const answer = await get({ region: 'eu-central-1' });
    expect(answer).toMatchObject({ status: 400, code: 'AuthorizationHeaderMalformed' });
    expect(answer.text).toContain('<Region>us-east-1</Region>');
  });

  it('for another service is refused', async () => {
    expect(await get({ service: 'sqs' })).toMatchObject({
      status: 400,
      code: 'AuthorizationHeaderMalformed',
    });
  });

  it('may be a quarter of an hour off, and no more', async () => {
    for (const [minutes, status] of [
      [14, 200],
      [-14, 200],
      [16, 403],
      [-16, 403],
    ] as const) {
      const answer = await get({ signedAt: new Date(Date.now() + minutes * MINUTE_MS) });
      expect(answer.status).toBe(status);
      if (status === 403) expect(answer.code).toBe('RequestTimeTooSkewed');
    }
  });

  it('must sign the host', async () => {
    const answer = await get({ signedHeaders: ['x-amz-date', 'x-amz-content-sha256'] });
    expect(answer).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(answer.text).toContain('<HeadersNotSigned>host</HeadersNotSigned>');
  });

  it('must sign every x-amz header it has', async () => {
    const signedHeaders = ['host', 'x-amz-date', 'x-amz-content-sha256'];
    const answer = await get({ signedHeaders }, { 'x-amz-meta-note': 'slipped in' });
    expect(answer).toMatchObject({ status: 403, code: 'AccessDenied' });
  });

  it('with a header changed on the way is refused', async () => {
    const { host } = new URL(store.endpoint);
    const raw = {
      method: 'PUT',
      path: '/media/x',
      headers: { host, 'content-length': '3', 'content-type': 'audio/wav' },
    };
    const headers = { ...signRequest(raw).headers, 'content-type': 'text/html' };
    const answer = await sendRaw(store, { ...raw, headers, body: 'abc' });
    expect(answer).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
  });

  it('may have runs of spaces in its headers, which count as one', async () => {
    expect(await get({}, { 'x-amz-meta-note': '  a   b  ' })).toMatchObject({ status: 200 });
  });

  it('may have non-ASCII header values', async () => {
    const raw = { method: 'PUT', path: '/media/x', body: 'abc', headers: { 'x-amz-meta-note': 'é' } };
    expect(await sendSigned(store, raw)).toMatchObject({ status: 200 });
  });

  it('with a session token is refused: there are none here', async () => {
    expect(await get({}, { 'x-amz-security-token': 'abc' })).toMatchObject({
      status: 400,
      code: 'InvalidToken',
    });
  });

  it('with a body that has another hash is refused', async () => {
    const payloadHash = '0'.repeat(64);
    const answer = await sendSigned(store, { method: 'PUT', path: '/media/x', body: 'abc' }, { payloadHash });
    expect(answer).toMatchObject({ status: 400, code: 'XAmzContentSHA256Mismatch' });
  });

  it('with a payload hash of an unknown kind is refused', async () => {
    const answer = await sendSigned(
      store,
      { method: 'PUT', path: '/media/x', body: 'abc' },
      { payloadHash: 'TRUST-ME' },
    );
    expect(answer).toMatchObject({ status: 400, code: 'InvalidArgument' });
  });

  it.each([
    ['nothing', {}, 'AccessDenied', 403],
    ['a scheme of its own', { authorization: 'Basic abc' }, 'InvalidRequest', 400],
    [
      'no credential',
      {
        authorization: 'AWS4-HMAC-SHA256 SignedHeaders=host, Signature=0',
        'x-amz-date': '20300101T000000Z',
        'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
      },
      'AuthorizationHeaderMalformed',
      400,
    ],
    [
      'no date',
      {
        authorization:
          'AWS4-HMAC-SHA256 Credential=a/20300101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0',
        'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
      },
      'AccessDenied',
      403,
    ],
    [
      'no payload hash',
      { authorization: 'AWS4-HMAC-SHA256 Credential=a', 'x-amz-date': '20300101T000000Z' },
      'InvalidRequest',
      400,
    ],
  ])('that presents %s is refused', async (_, headers, code, status) => {
    expect(await sendRaw(store, { method: 'GET', path: '/media/song', headers })).toMatchObject({
      status,
      code,
    });
  });
});

describe('a presigned URL', () => {
  const presignGet = (expiresIn: number) =>
    getSignedUrl(store.client, new GetObjectCommand({ Bucket: 'media', Key: 'song' }), { expiresIn });

  it('is answered until it expires, and then no longer', async () => {
    const url = await presignGet(60);
    expect((await fetch(url)).status).toBe(200);
    store.clock.offsetMs = 57_000;
    expect((await fetch(url)).status).toBe(200);
    store.clock.offsetMs = 62_000;
    const late = await fetch(url);
    expect(late.status).toBe(403);
    expect(await late.text()).toMatch(/<Code>AccessDenied<.*Request has expired/);
  });

  it('from the future is not valid yet', async () => {
    const url = await presignGet(3600);
    store.clock.offsetMs = -16 * MINUTE_MS;
    expect(await (await fetch(url)).text()).toContain('Request is not valid yet');
  });

  it.each(['0', '604801', '-1', 'soon'])('with an expiry of %s seconds is refused', async (expires) => {
    const url = new URL(await presignGet(60));
    url.searchParams.set('X-Amz-Expires', expires);
    const answer = await fetch(url);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('AuthorizationQueryParametersError');
  });

  it('with any parameter changed or added is refused', async () => {
    for (const name of ['X-Amz-Expires', 'X-Amz-Date', 'response-content-type']) {
      const url = new URL(await presignGet(60));
      url.searchParams.set(
        name,
        name === 'X-Amz-Date' ? `${new Date().toISOString().slice(0, 10).replaceAll('-', '')}T000001Z` : '61',
      );
      expect((await fetch(url)).status).toBe(403);
    }
  });

  it('for one object does not open another', async () => {
    const url = await presignGet(60);
    expect((await fetch(url.replace('/media/song', '/media/other'))).status).toBe(403);
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(403);
  });

  it('together with an Authorization header is refused', async () => {
    const answer = await fetch(await presignGet(60), { headers: { authorization: 'AWS4-HMAC-SHA256 x' } });
    expect(await answer.text()).toContain('Only one auth mechanism allowed');
  });

  it('binds the length, the type and the checksum when they are signed', async () => {
    const command = new PutObjectCommand({
      Bucket: 'media', Key: 'bound', ContentLength: 3, ContentType: 'audio/wav', ChecksumCRC32: 'NSRBwg==',
    }); // prettier-ignore
    const url = await getSignedUrl(store.client, command, {
      signableHeaders: new Set(['content-type', 'content-length', 'host']),
      unhoistableHeaders: new Set(['x-amz-checksum-crc32']),
    });
    const headers = { 'content-type': 'audio/wav', 'x-amz-checksum-crc32': 'NSRBwg==' };
    const put = async (body: string, sent: Record<string, string>) =>
      (await fetch(url, { method: 'PUT', body, headers: sent })).status;
    expect(await put('abcd', headers)).toBe(403);
    expect(await put('abc', { ...headers, 'content-type': 'text/html' })).toBe(403);
    expect(await put('abc', { 'content-type': 'audio/wav' })).toBe(403);
    expect(await put('abd', headers)).toBe(400);
    expect(await put('abc', headers)).toBe(200);
  });

  it('whose SDK put the checksum of an empty body into the query still takes a body, as on S3', async () => {
    const client = newClient(store.endpoint, 'WHEN_SUPPORTED');
    const url = await getSignedUrl(
      client,
      new PutObjectCommand({ Bucket: 'media', Key: 'hoisted', Metadata: { mood: 'calm' } }),
    );
    expect(url).toContain('x-amz-checksum-crc32=AAAAAA');
    expect((await fetch(url, { method: 'PUT', body: 'something' })).status).toBe(200);
    const get = await getSignedUrl(client, new GetObjectCommand({ Bucket: 'media', Key: 'hoisted' }));
    expect((await fetch(get)).headers.get('x-amz-meta-mood')).toBe('calm');
  });

  it('does not let a header ride along that nobody signed', async () => {
    const url = await getSignedUrl(store.client, new PutObjectCommand({ Bucket: 'media', Key: 'rider' }));
    const answer = await fetch(url, { method: 'PUT', body: 'x', headers: { 'x-amz-meta-owner': 'me' } });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<HeadersNotSigned>x-amz-meta-owner</HeadersNotSigned>');
  });
});
