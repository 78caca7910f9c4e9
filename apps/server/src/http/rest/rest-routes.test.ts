import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signUp, type RestCaller } from '../../../testing/rest-caller.ts';
import { startTestServer, type TestServer } from '../../../testing/test-server.ts';

let server: TestServer;
let owner: RestCaller;
let stranger: RestCaller;
beforeAll(async () => {
  server = await startTestServer({ openSignUp: true, trustedUserHeader: 'x-user-id' });
  owner = await signUp(server, 'owner');
  stranger = await signUp(server, 'stranger');
});
afterAll(() => server.close());

const audio = (sizeBytes: number, seed = 1) =>
  Uint8Array.from({ length: sizeBytes }, (_, at) => (at * 31 + (at >>> 8) + seed) & 255);
const stored = async (name: string) => {
  const { file } = await owner.upload(audio(1000), name);
  if (!file) throw new Error('not stored');
  return file;
};
const json = (body: unknown) => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

describe('a file by REST', () => {
  test('is stored from a form, listed, linked, renamed, and answers in the guide’s words', async () => {
    const answer = await owner.upload(audio(70_000), 'audio.mp3', {
      projectId: 'project-456',
      isPublic: 'false',
    });
    expect(answer).toMatchObject({
      status: 200,
      success: true,
      file: {
        userId: owner.userId,
        projectId: 'project-456',
        fileName: 'audio.mp3',
        originalName: 'audio.mp3',
        mimeType: 'audio/mpeg',
        size: 70_000,
        duration: null,
      },
    });
    expect(JSON.stringify(answer)).not.toContain('storageKey');
    const id = answer.file?.id ?? '';

    const link = await owner.ask('GET', `/api/storage/download/${id}`);
    expect(link).toMatchObject({ success: true, file: { id }, expiresInSeconds: expect.any(Number) });
    const downloaded = await (await fetch(String(link['url']))).bytes();
    expect(Buffer.compare(downloaded, audio(70_000))).toBe(0);

    const renamed = await owner.ask(
      'PUT',
      `/api/storage/files/${id}/rename`,
      json({ newName: 'my-track.mp3' }),
    );
    expect(renamed).toMatchObject({ success: true, file: { id, fileName: 'my-track.mp3' } });
  });

  test('goes to the trash, where deleting it for good also finds it, and its bytes are given back', async () => {
    const { id } = await stored('to-delete.wav');
    const used = async () => (await owner.ask('GET', '/api/storage/quota'))['quota'];
    const before = await used();
    const trashed = await owner.ask('DELETE', `/api/storage/files/${id}`);
    expect(trashed).toMatchObject({ success: true, file: { id, trashedAt: expect.any(String) } });
    expect(await used()).toMatchObject({ usedSpace: (before as { usedSpace: number }).usedSpace });
    const gone = await owner.ask('DELETE', `/api/storage/files/${id}?permanent=true`);
    expect(gone).toMatchObject({ status: 200, success: true, file: null });
    expect(await used()).toMatchObject({ usedSpace: (before as { usedSpace: number }).usedSpace - 1000 });
    expect(await owner.ask('GET', `/api/storage/download/${id}`)).toMatchObject({ status: 404 });
  });

  test('is the same by its id in capital letters, and goes where an empty body is said to be JSON', async () => {
    const { id } = await stored('capital.wav');
    const url = new URL(`/api/storage/files/${id.toUpperCase()}`, server.url);
    const headers = { cookie: owner.cookie, 'x-dawg-client': 'test', 'content-type': 'application/json' };
    const trashed = await fetch(url, { method: 'DELETE', headers });
    expect(trashed.status).toBe(200);
    expect(await trashed.json()).toMatchObject({ file: { id, trashedAt: expect.any(String) } });
  });

  test('is deleted for good in one call, too', async () => {
    const { id } = await stored('at-once.wav');
    expect(await owner.ask('DELETE', `/api/storage/files/${id}?permanent=true`)).toMatchObject({
      success: true,
    });
    expect(await owner.ask('DELETE', `/api/storage/files/${id}`)).toMatchObject({ status: 404 });
  });

  test('is found by sort, search and project, a page at a time', async () => {
    await owner.upload(audio(10), 'page-b.wav', { projectId: 'pages' });
    await owner.upload(audio(30), 'page-a.wav', { projectId: 'pages' });
    await owner.upload(audio(20), 'page-c.wav', { projectId: 'pages' });
    const names = async (query: string) => {
      const answer = await owner.ask('GET', `/api/storage/files?projectId=pages&${query}`);
      return (answer['files'] as { fileName: string }[]).map(({ fileName }) => fileName);
    };
    expect(await names('sortBy=size&sortOrder=desc')).toEqual(['page-a.wav', 'page-c.wav', 'page-b.wav']);
    expect(await names('sortBy=fileName')).toEqual(['page-a.wav', 'page-b.wav', 'page-c.wav']);
    expect(await names('search=GE-C')).toEqual(['page-c.wav']);
    const first = await owner.ask('GET', '/api/storage/files?projectId=pages&sortBy=fileName&limit=2');
    const cursor = encodeURIComponent(String(first['nextCursor']));
    expect(await names(`sortBy=fileName&limit=2&cursor=${cursor}`)).toEqual(['page-c.wav']);
  });

  test('costs what the quota says, in the guide’s words', async () => {
    const empty = await stranger.ask('GET', `/api/storage/quota?userId=${stranger.userId}`);
    expect(empty).toEqual({
      status: 200,
      success: true,
      quota: {
        userId: stranger.userId,
        totalLimit: 1_073_741_824,
        usedSpace: 0,
        availableSpace: 1_073_741_824,
        fileCount: 0,
        quotaExceeded: false,
        quotaPercentage: 0,
      },
    });
  });
});

describe('a refusal by REST', () => {
  test('has a status, a code, a sentence and the id under which the log has it', async () => {
    const answer = await owner.ask('GET', `/api/storage/download/${crypto.randomUUID()}`);
    expect(answer).toEqual({
      status: 404,
      success: false,
      error: {
        code: 'file-not-found',
        message: expect.stringMatching(/not found/),
        details: {},
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
  });

  test.each([
    ['GET', '/api/storage/files?limit=0', 400, /limit/],
    ['GET', '/api/storage/files?limit=ten', 400, /limit/],
    ['GET', '/api/storage/files?sortBy=owner', 400, /sortBy/],
    ['GET', '/api/storage/files?sortBy=size&sortBy=size', 400, /sortBy/],
    ['GET', '/api/storage/files?cursor=abc', 400, /cursor/],
    ['GET', '/api/storage/files?page=2', 400, /page/],
    ['GET', '/api/storage/files?userId=somebody', 403, /userId/],
    ['GET', '/api/storage/download/file-789', 400, /fileId/],
    ['DELETE', '/api/storage/files/file-789?permanent=yes', 400, /fileId|permanent/],
    ['GET', '/api/storage/nothing', 404, /no such route/],
  ])('of %s %s is %i and names what is wrong', async (method, path, status, problem) => {
    const answer = await owner.ask(method, path);
    expect(answer.status).toBe(status);
    expect(answer.error?.message).toMatch(problem);
  });

  test('of a rename says which body it takes', async () => {
    const { id } = await stored('rename-me.wav');
    const path = `/api/storage/files/${id}/rename`;
    for (const body of [{}, { newName: 1 }, { newName: 'a.wav', owner: 'me' }, []])
      expect(await owner.ask('PUT', path, json(body))).toMatchObject({ status: 400 });
    expect(await owner.ask('PUT', path, { ...json({}), body: '{' })).toMatchObject({ status: 400 });
    expect(await owner.ask('PUT', path, { body: 'newName=a.wav' })).toMatchObject({ status: 400 });
    expect(await owner.ask('PUT', path, json({ newName: 'a/b.wav' }))).toMatchObject({
      status: 400,
      error: { code: 'name-invalid' },
    });
  });
});

describe('who calls by REST', () => {
  const quota = (headers: Record<string, string>) =>
    fetch(new URL('/api/storage/quota', server.url), { headers });
  const remove = async (headers: Record<string, string>) => {
    const path = `/api/storage/files/${crypto.randomUUID()}`;
    return (await fetch(new URL(path, server.url), { method: 'DELETE', headers })).status;
  };

  test('says so by the token of a session, or by its cookie', async () => {
    expect((await quota({ authorization: `Bearer ${owner.token}` })).status).toBe(200);
    expect((await quota({ cookie: owner.cookie })).status).toBe(200);
    expect((await quota({})).status).toBe(401);
  });

  test('is nobody with a wrong token, whatever the cookie says', async () => {
    const [, signature] = owner.token.split('.');
    for (const token of ['nonsense', `other.${signature}`, owner.token.split('.')[0], ''])
      expect((await quota({ authorization: `Bearer ${token}`, cookie: owner.cookie })).status).toBe(401);
  });

  test('is nobody any more once they have signed out', async () => {
    const leaver = await signUp(server, 'leaver');
    expect((await leaver.call('GET', '/api/storage/quota')).status).toBe(200);
    await leaver.call('POST', '/api/auth/sign-out', json({}));
    expect((await leaver.call('GET', '/api/storage/quota')).status).toBe(401);
  });

  test('is who the proxy’s header names, where such a header is trusted', async () => {
    const named = await quota({ 'x-user-id': stranger.userId });
    expect(await named.json()).toMatchObject({ quota: { userId: stranger.userId } });
    expect((await quota({ 'x-user-id': 'nobody' })).status).toBe(401);
    expect((await quota({ 'x-user-id': '\u0000'.replace('\u0000', '%00') })).status).toBe(401);
  });

  test('changes nothing by a cookie that a page of somebody else’s could send', async () => {
    const { cookie } = owner;
    expect(await remove({ cookie })).toBe(403);
    expect(await remove({ cookie, 'x-dawg-client': 'test' })).toBe(404);
    expect(await remove({ cookie, 'x-dawg-client': 'test', origin: 'https://evil.example' })).toBe(403);
    expect(await remove({ cookie, 'x-dawg-client': 'test', origin: 'null' })).toBe(403);
    expect(await remove({ 'x-user-id': owner.userId, origin: 'https://evil.example' })).toBe(403);
    expect(await remove({ 'x-user-id': owner.userId })).toBe(404);
  });

  test('cannot store by a form that a page of somebody else’s posts with the cookie', async () => {
    const form = new FormData();
    form.append('file', new File([audio(10)], 'forged.wav'));
    const post = (headers: Record<string, string>) =>
      fetch(new URL('/api/storage/upload', server.url), { method: 'POST', headers, body: form });
    expect((await post({ cookie: owner.cookie })).status).toBe(403);
    expect((await post({})).status).toBe(401);
    expect((await post({ cookie: owner.cookie, origin: 'https://evil.example' })).status).toBe(403);
    const listed = await owner.ask('GET', '/api/storage/files?search=forged');
    expect(listed['files']).toEqual([]);
  });

  test('gets the token when signing in, unless it is a page whose scripts could read it', async () => {
    const account = { email: 'owner@example.test', password: 'correct horse battery' };
    const signIn = (headers: Record<string, string>) =>
      fetch(new URL('/api/auth/sign-in/email', server.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(account),
      });
    const token = (await signIn({})).headers.get('set-auth-token') ?? '';
    expect((await quota({ authorization: `Bearer ${token}` })).status).toBe(200);
    const page = await signIn({ 'sec-fetch-site': 'same-origin' });
    expect(page.status).toBe(200);
    expect(page.headers.get('set-auth-token')).toBeNull();
  });
});

test('a header that names a user is nothing where none is trusted', async () => {
  const other = await startTestServer({ openSignUp: true });
  const { userId } = await signUp(other, 'owner');
  const url = new URL('/api/storage/quota', other.url);
  expect((await fetch(url, { headers: { 'x-user-id': userId } })).status).toBe(401);
  await other.close();
});
