import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callTrpc, linkTo, publicLinkTo } from '../../../testing/make-links.ts';
import { signUp, type RestCaller } from '../../../testing/rest-caller.ts';
import { startTestServer, type TestServer } from '../../../testing/test-server.ts';

let server: TestServer;
let owner: RestCaller;
beforeAll(async () => {
  server = await startTestServer({ openSignUp: true });
  owner = await signUp(server, 'owner');
});
afterAll(() => server.close());

const store = async (name: string, fields: Record<string, string> = {}) => {
  const { file } = await owner.upload(new TextEncoder().encode(`bytes of ${name}`), name, fields);
  if (!file) throw new Error('not stored');
  return file;
};
/** Without any credentials, as a browser or a mail programme follows it. */
const follow = (path: string, init: RequestInit = {}) => fetch(new URL(path, server.url), init);
const errorOf = async (path: string) => {
  const answer = await follow(path);
  const { error } = (await answer.json()) as {
    readonly error: { readonly code: string; readonly message: string };
  };
  return { status: answer.status, code: error.code, message: error.message };
};

describe.each([
  ['a link of an hour', linkTo],
  ['a public link', publicLinkTo],
])('%s', (_what, make) => {
  test('answers the bytes to whoever follows it, again and again', async () => {
    const path = await make((await store('followed.wav')).id, owner);
    for (let time = 0; time < 3; time++) {
      const answer = await follow(path);
      expect(await answer.text()).toBe('bytes of followed.wav');
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="?followed/);
    }
  });

  test('is a redirect that nobody keeps, to a URL that lives a minute at most and tells nothing', async () => {
    const { id } = await store('redirect.wav');
    const answer = await follow(await make(id, owner), { redirect: 'manual' });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    const target = new URL(answer.headers.get('location') ?? '');
    expect(Number(target.searchParams.get('X-Amz-Expires'))).toBeLessThanOrEqual(60);
    expect(target.href).not.toContain(id);
    expect(target.href).not.toContain(owner.userId);
  });

  test('answers 404 while its file is in the trash and once it is gone', async () => {
    const { id } = await store('trashed.wav');
    const path = await make(id, owner);
    await owner.ask('DELETE', `/api/storage/files/${id}`);
    expect(await errorOf(path)).toMatchObject({ status: 404 });
    await owner.ask('DELETE', `/api/storage/files/${id}?permanent=true`);
    expect(await errorOf(path)).toMatchObject({ status: 404 });
  });

  test('of another token answers 404, whatever the token looks like', async () => {
    const path = await make((await store('token.wav')).id, owner);
    const prefix = path.slice(0, path.lastIndexOf('/') + 1);
    const guesses = [path.slice(prefix.length, -1), 'A'.repeat(43), 'x', '%00', '..%2F..%2Fetc%2Fpasswd'];
    const answers = await Promise.all(guesses.map((guess) => errorOf(prefix + guess)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 404, code: 'link-not-found' });
  });
});

describe('a public file', () => {
  test('is stored as one from a form, is told its link, and ends when it is said', async () => {
    const file = await store('public.wav', { isPublic: 'true' });
    expect(file).toMatchObject({
      isPublic: true,
      publicUrl: expect.stringMatching(/^\/api\/storage\/public\//),
    });
    const path = String(file['publicUrl']);
    expect(await (await follow(path)).text()).toBe('bytes of public.wav');
    await callTrpc(owner, 'files.describe', { fileId: file.id, isPublic: false });
    const ended = await errorOf(path);
    expect(ended).toEqual(await errorOf('/api/storage/public/' + 'A'.repeat(43)));
    expect(ended).toMatchObject({ status: 404, code: 'link-not-found' });
  });

  test('is listed to its owner alone', async () => {
    const file = await store('unlisted.wav', { isPublic: 'true' });
    const stranger = await signUp(server, 'stranger');
    expect(await stranger.ask('GET', '/api/storage/files')).toMatchObject({ files: [] });
    expect(await stranger.ask('GET', `/api/storage/download/${file.id}`)).toMatchObject({ status: 404 });
    const anonymous = await fetch(new URL('/api/storage/files', server.url));
    expect(anonymous.status).toBe(401);
  });

  test('is private unless the form says otherwise', async () => {
    expect(await store('private.wav')).toMatchObject({ isPublic: false, publicUrl: null });
    expect(await store('private-too.wav', { isPublic: 'false' })).toMatchObject({
      isPublic: false,
      publicUrl: null,
    });
  });
});
