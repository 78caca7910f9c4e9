import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD, startTestServer, type TestServer } from '../../testing/test-server.ts';

describe('the first account', () => {
  let server: TestServer;
  let token: string;
  beforeAll(async () => {
    server = await startTestServer();
    token = new URL(server.running.setupUrl ?? '').hash.replace('#token=', '');
  });
  afterAll(() => server.close());

  const account = { name: 'Owner', email: 'owner@example.test', password: PASSWORD };
  const signUp = (change: Partial<typeof account>, setupToken: string) =>
    server.post('/api/auth/sign-up/email', { ...account, ...change }, { 'x-setup-token': setupToken });
  const status = async () => (await fetch(new URL('/api/status', server.url))).json();

  test('has a link of 256 random bits, in the fragment, which no server or proxy logs', () => {
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(server.running.setupUrl).toMatch(/\/setup#token=/);
  });

  test('is not made without the link, nor with another', async () => {
    for (const wrong of ['', 'x'.repeat(43), token.slice(1)]) {
      const response = await signUp({}, wrong);
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ code: 'SIGN_UP_CLOSED' });
    }
    expect(await status()).toEqual({ ownerExists: false, signUpOpen: false });
  });

  test('is not made with a short password, and the link stays good', async () => {
    expect((await signUp({ password: 'short' }, token)).status).toBe(400);
  });

  test('is made by the link once, also when two use it together', async () => {
    const responses = await Promise.all([signUp({}, token), signUp({ email: 'second@example.test' }, token)]);
    expect(responses.map((response) => response.status).toSorted((a, b) => a - b)).toEqual([200, 403]);
    expect(await status()).toEqual({ ownerExists: true, signUpOpen: false });
    const cookie =
      responses
        .find((response) => response.ok)
        ?.headers.getSetCookie()
        .join() ?? '';
    expect(cookie).toMatch(/^dawg-session=.*HttpOnly; SameSite=Lax/);
  });

  test('closes sign-up', async () => {
    expect((await signUp({ email: 'third@example.test' }, token)).status).toBe(403);
  });
});
