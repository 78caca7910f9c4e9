import { afterEach, describe, expect, test } from 'vitest';
import { PASSWORD, startTestServer, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
afterEach(() => server.close());

describe('the session cookie', () => {
  test('of a server with TLS is bound to its host, and no script reads it', async () => {
    server = await startTestServer({ publicUrl: 'https://audio.example.com' });
    const token = new URL(server.running.setupUrl ?? '').hash.replace('#token=', '');
    const account = { name: 'Owner', email: 'owner@example.test', password: PASSWORD };
    const response = await server.post('/api/auth/sign-up/email', account, { 'x-setup-token': token });
    const [cookie = ''] = response.headers.getSetCookie();
    const [pair = '', ...attributes] = cookie.split('; ');
    expect(pair.split('=')[0]).toBe('__Host-dawg-session');
    const lasts = 'Max-Age=2592000';
    expect(attributes.toSorted()).toEqual(['HttpOnly', lasts, 'Path=/', 'SameSite=Lax', 'Secure']);
    expect((await server.query('quota.get', undefined, { cookie: pair })).status).toBe(200);
  });
});

describe('the limit of sign-ins', () => {
  const signIn = async (client: string) => {
    const wrong = { email: 'owner@example.test', password: 'not the password' };
    return (await server.post('/api/auth/sign-in/email', wrong, { 'x-forwarded-for': client })).status;
  };
  const exhaust = async (client: string) => {
    for (let attempt = 0; attempt < 10; attempt++) expect(await signIn(client)).toBe(401);
    expect(await signIn(client)).toBe(429);
  };

  test('counts those who claim another address as one', async () => {
    server = await startTestServer();
    await exhaust('198.51.100.1');
    expect(await signIn('198.51.100.2')).toBe(429);
  });

  test('tells the clients of a trusted proxy apart', async () => {
    server = await startTestServer({ trustedProxy: ['127.0.0.0/8'] });
    await exhaust('198.51.100.1');
    expect(await signIn('198.51.100.2')).toBe(401);
  });
});
