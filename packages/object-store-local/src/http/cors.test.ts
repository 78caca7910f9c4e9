import {
  DeleteBucketCorsCommand,
  GetBucketCorsCommand,
  GetObjectCommand,
  PutBucketCorsCommand,
  PutObjectCommand,
  type CORSRule,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, describe, expect, it } from 'vitest';
import { sendRaw } from '../../testing/raw-request.ts';
import { startTestStore } from '../../testing/test-store.ts';

const store = await startTestStore();
afterAll(() => store.stop());

const Bucket = 'media';
const RULES: CORSRule[] = [
  {
    ID: 'app',
    AllowedOrigins: ['https://app.example', 'https://*.preview.example'],
    AllowedMethods: ['PUT', 'GET'],
    AllowedHeaders: ['Content-Type', 'x-amz-*'],
    ExposeHeaders: ['ETag', 'x-amz-checksum-crc32'],
    MaxAgeSeconds: 3600,
  },
  { AllowedOrigins: ['*'], AllowedMethods: ['HEAD'] },
];
const configure = (CORSRules: CORSRule[]) =>
  store.client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
const preflight = (origin: string, method: string, requestHeaders?: string) =>
  sendRaw(store, {
    method: 'OPTIONS',
    path: '/media/some/key',
    query: 'uploadId=x&partNumber=1',
    headers: {
      origin,
      'access-control-request-method': method,
      ...(requestHeaders !== undefined && { 'access-control-request-headers': requestHeaders }),
    },
  });

describe('a bucket without CORS rules', () => {
  it('refuses preflights and lets no page read its answers', async () => {
    expect(await preflight('https://app.example', 'PUT')).toMatchObject({
      status: 403,
      code: 'AccessForbidden',
    });
    const url = await getSignedUrl(store.client, new GetObjectCommand({ Bucket, Key: 'x' }));
    expect(
      (await fetch(url, { headers: { origin: 'https://app.example' } })).headers.has(
        'access-control-allow-origin',
      ),
    ).toBe(false);
    await expect(store.client.send(new GetBucketCorsCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchCORSConfiguration',
    });
  });
});

describe('CORS rules', () => {
  it('are stored and given back, also after a restart', async () => {
    await configure(RULES);
    await store.restart();
    expect((await store.client.send(new GetBucketCorsCommand({ Bucket }))).CORSRules).toEqual(RULES);
  });

  it('answer a preflight they allow, unsigned', async () => {
    const answer = await preflight('https://app.example', 'PUT', 'content-type, X-Amz-Checksum-Crc32');
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': 'https://app.example',
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'PUT, GET',
      'access-control-allow-headers': 'content-type, x-amz-checksum-crc32',
      'access-control-expose-headers': 'ETag, x-amz-checksum-crc32',
      'access-control-max-age': '3600',
      vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
    });
  });

  it('know a wildcard inside an origin, and one for all', async () => {
    expect((await preflight('https://pr-7.preview.example', 'GET')).status).toBe(200);
    const open = await preflight('https://anybody.example', 'HEAD');
    expect(open.headers['access-control-allow-origin']).toBe('*');
    expect(open.headers['access-control-allow-credentials']).toBeUndefined();
  });

  it.each([
    ['https://evil.example', 'PUT', 'content-type'],
    ['https://app.example.evil', 'PUT', 'content-type'],
    ['https://app.example', 'DELETE', 'content-type'],
    ['https://app.example', 'PUT', 'authorization'],
    ['https://app.example', 'HEAD', 'content-type'],
  ])('refuse %s %s with %s', async (origin, method, headers) => {
    const answer = await preflight(origin, method, headers);
    expect(answer).toMatchObject({ status: 403, code: 'AccessForbidden' });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('need a whole preflight', async () => {
    expect(await sendRaw(store, { method: 'OPTIONS', path: '/media/x' })).toMatchObject({
      status: 400,
      code: 'BadRequest',
    });
    const headers = { origin: 'https://app.example' };
    expect(await sendRaw(store, { method: 'OPTIONS', path: '/media/x', headers })).toMatchObject({
      status: 400,
      code: 'BadRequest',
    });
  });

  it('let the page read a real answer, and an error too', async () => {
    const put = await getSignedUrl(store.client, new PutObjectCommand({ Bucket, Key: 'x' }));
    const headers = { origin: 'https://app.example' };
    for (const [url, status] of [
      [put, 200],
      [put.replace('Signature=', 'Signature=0'), 403],
    ] as const) {
      const answer = await fetch(url, { method: 'PUT', body: 'x', headers });
      expect(answer.status).toBe(status);
      expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example');
      expect(answer.headers.get('access-control-expose-headers')).toBe('ETag, x-amz-checksum-crc32');
      expect(answer.headers.get('vary')).toContain('Origin');
    }
  });

  it('say Vary also to an origin they do not know', async () => {
    const url = await getSignedUrl(store.client, new GetObjectCommand({ Bucket, Key: 'x' }));
    const answer = await fetch(url, { headers: { origin: 'https://evil.example' } });
    expect(answer.headers.has('access-control-allow-origin')).toBe(false);
    expect(answer.headers.get('vary')).toContain('Origin');
  });

  it.each([
    ['an unknown method', { AllowedOrigins: ['*'], AllowedMethods: ['PATCH'] }, 'InvalidRequest'],
    ['two wildcards', { AllowedOrigins: ['*.*'], AllowedMethods: ['GET'] }, 'InvalidRequest'],
    ['no origin', { AllowedOrigins: [], AllowedMethods: ['GET'] }, 'MalformedXML'],
  ])('with %s are refused', async (_, rule, code) => {
    await expect(configure([rule])).rejects.toMatchObject({ name: code });
  });

  it('can be removed', async () => {
    await store.client.send(new DeleteBucketCorsCommand({ Bucket }));
    expect(await preflight('https://app.example', 'PUT')).toMatchObject({ status: 403 });
  });
});
