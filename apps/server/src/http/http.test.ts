import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort, startTestServer, type TestServer } from '../../testing/test-server.ts';

const upload = () => ({
  idempotencyKey: crypto.randomUUID(),
  fileName: 'a.wav',
  sizeBytes: 10,
  contentType: 'audio/wav',
});

describe('the server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
    await server.createOwner();
  });
  afterAll(() => server.close());

  test('is live and ready', async () => {
    expect(await (await fetch(`${server.url}/livez`)).json()).toEqual({ status: 'ok' });
    const ready = await fetch(`${server.url}/readyz`);
    expect(await ready.json()).toMatchObject({ status: 'ok', checks: { database: 'ok', store: 'ok' } });
  });

  test('serves the signed-in and nobody else', async () => {
    expect((await server.query('quota.get')).status).toBe(200);
    const anonymous = await server.query('quota.get', undefined, { cookie: '' });
    expect(anonymous.status).toBe(401);
    expect(await anonymous.json()).toMatchObject({ error: { data: { code: 'unauthenticated' } } });
    const forged = await server.query('quota.get', undefined, { cookie: 'dawg-session=forged.signature' });
    expect(forged.status).toBe(401);
    const claimed = await server.query('quota.get', undefined, { cookie: '', 'x-user-id': 'owner' });
    expect(claimed.status).toBe(401);
  });

  test.each([
    ['a form of another page', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['plain text', { 'content-type': 'text/plain' }],
    ['a urlencoded form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['an opaque origin', { origin: 'null' }],
  ])('runs no mutation posted as %s', async (_what, headers) => {
    const response = await server.mutate('uploads.create', upload(), headers);
    expect(response.status).toBe(403);
    expect(await (await server.query('uploads.list')).json()).toEqual({ result: { data: [] } });
  });

  test('runs no call without the header that a foreign page cannot send', async () => {
    expect((await server.post('/trpc/uploads.create', upload())).status).toBe(403);
  });

  test('refuses a batch of more calls than one page makes', async () => {
    const paths = Array.from({ length: 51 }, () => 'quota.get').join(',');
    expect((await server.query(`${paths}?batch=1&input=%7B%7D`)).status).toBe(400);
  });

  test('refuses a body that is too large, is no JSON, or names what is not asked for, in our words', async () => {
    const large = await server.mutate('uploads.create', { ...upload(), fileName: 'a'.repeat(1_100_000) });
    expect(large.status).toBe(413);
    const extra = await server.mutate('uploads.create', { ...upload(), owner: 'somebody' });
    expect(extra.status).toBe(400);
    const body = (await extra.json()) as { error: { data: { requestId: string } } };
    expect(body).toMatchObject({ error: { data: { code: 'invalid-request', httpStatus: 400 } } });
    expect(body.error.data.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify(body)).not.toMatch(/stack|node_modules|\.ts:/);
  });

  test('sends its answers with headers that keep the page to itself', async () => {
    const { headers } = await server.query('quota.get');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a server whose store is down', () => {
  let server: TestServer;
  beforeAll(async () => {
    const endpoint = `http://127.0.0.1:${await freePort()}`; // nobody listens there
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
    server = await startTestServer({
      store: { kind: 's3', bucket: 'audio', region: 'us-east-1', endpoint, credentials },
    });
    await server.createOwner();
  });
  afterAll(() => server.close());

  test('starts, and says that it is not ready', async () => {
    const ready = await fetch(`${server.url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ checks: { database: 'ok', store: 'unavailable' } });
  });

  test('answers 503 with a sentence and when to ask again', async () => {
    const response = await server.mutate('uploads.create', upload());
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    const { error } = (await response.json()) as { error: { message: string; data: { code: string } } };
    expect(error.data.code).toBe('store-unavailable');
    expect(error.message).toMatch(/does not answer.*try again/i);
  });
});
