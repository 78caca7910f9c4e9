import { expect, onTestFinished, test } from 'vitest';
import { followBySse } from '../../testing/follow-by-sse.ts';
import { signUp } from '../../testing/rest-caller.ts';
import { startTestServer } from '../../testing/test-server.ts';

const PATIENT = { timeout: 30_000 };
const bytes = new Uint8Array(100);

test('a page follows by its cookie, without a header that an EventSource cannot send', async () => {
  const server = await startTestServer({ openSignUp: true });
  onTestFinished(() => server.close());
  const [owner, stranger] = [await signUp(server, 'owner'), await signUp(server, 'stranger')];
  const mine = await followBySse(server.url, owner.cookie);
  const theirs = await followBySse(server.url, stranger.cookie);
  await expect.poll(mine.text, PATIENT).toContain('"kind":"ready"');
  const { file } = await owner.upload(bytes, 'a.wav');
  await expect.poll(mine.text, PATIENT).toContain(`"kind":"file-stored","subjectId":"${file?.id}"`);
  expect(theirs.text()).not.toContain('file-stored');
});

test('a stream that was cut off goes on after the last event that arrived', async () => {
  const server = await startTestServer({ openSignUp: true });
  onTestFinished(() => server.close());
  const owner = await signUp(server, 'owner');
  const first = await followBySse(server.url, owner.cookie);
  await expect.poll(first.lastEventId, PATIENT).not.toBe('');
  const lastEventId = first.lastEventId();
  first.close();
  await owner.upload(bytes, 'meanwhile.wav');
  const second = await followBySse(server.url, owner.cookie, lastEventId);
  await expect.poll(second.text, PATIENT).toContain('file-stored');
  expect(second.text()).not.toContain('"kind":"ready"');
});

test('nobody follows who is not signed in, from a page of another site, or for long after signing out', async () => {
  const server = await startTestServer({ openSignUp: true });
  onTestFinished(() => server.close());
  const owner = await signUp(server, 'owner');
  const statusOf = async (headers: Record<string, string>) => {
    const gone = new AbortController();
    const answer = await fetch(`${server.url}/trpc/changes`, {
      headers: { accept: 'text/event-stream', ...headers },
      signal: gone.signal,
    });
    gone.abort();
    return answer.status;
  };
  const nobody = await followBySse(server.url, '');
  await expect.poll(nobody.hasEnded, PATIENT).toBe(true);
  expect(nobody.text()).toContain('unauthenticated');
  expect(nobody.text()).not.toContain('ready');
  expect(await statusOf({ cookie: owner.cookie, origin: 'https://evil.example' })).toBe(403);
  expect(await statusOf({ cookie: owner.cookie, 'sec-fetch-site': 'cross-site' })).toBe(403);

  const stream = await followBySse(server.url, owner.cookie);
  await expect.poll(stream.text, PATIENT).toContain('"kind":"ready"');
  await owner.call('POST', '/api/auth/sign-out', {
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  await expect.poll(stream.hasEnded, PATIENT).toBe(true);
  expect(stream.text()).toContain('unauthenticated');
});

test('a server that closes ends the streams, and closes', async () => {
  const server = await startTestServer({ openSignUp: true });
  const owner = await signUp(server, 'owner');
  const stream = await followBySse(server.url, owner.cookie);
  await expect.poll(stream.text, PATIENT).toContain('"kind":"ready"');
  await server.close();
  await expect.poll(stream.hasEnded, PATIENT).toBe(true);
});
