import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callTrpc } from '../../../testing/make-links.ts';
import { signUp, type RestCaller } from '../../../testing/rest-caller.ts';
import { skipsWithout } from '@dawg/audio-engine/testing/skips-without';
import { startTestServer, type TestServer } from '../../../testing/test-server.ts';

const run = promisify(execFile);

describe.skipIf(skipsWithout('unzip'))('a zip', () => {
  let server: TestServer;
  let owner: RestCaller;
  let directory: string;
  beforeAll(async () => {
    server = await startTestServer({ openSignUp: true });
    owner = await signUp(server, 'owner');
  });
  afterAll(() => server.close());
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'dawg-zip-'));
    return () => rmSync(directory, { recursive: true });
  });

  const audio = (sizeBytes: number, seed: number) => Buffer.alloc(sizeBytes, `noise ${seed} `);
  const store = async (name: string, sizeBytes: number, seed: number, folderPath = '') => {
    const { file } = await owner.upload(new Uint8Array(audio(sizeBytes, seed)), name, { folderPath });
    return file?.id ?? '';
  };
  const linkTo = async (...fileIds: string[]) => {
    const init = { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ fileIds }) };
    const answer = await owner.ask('POST', '/api/storage/zip', init);
    return new URL(String(answer['url']), server.url);
  };

  test('is saved by a plain link, passes `unzip -t`, and its files their SHA-256', async () => {
    const url = await linkTo(
      await store('mix.wav', 9_000_000, 1),
      await store('MIX.wav', 10, 2, 'Älbum/Stems'),
      await store('-rf $(touch x).wav', 5_000, 3),
      await store('CON.wav', 1, 4, '..'),
    );
    const answer = await fetch(url);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename=dawg-[\d-]+\.zip$/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const zip = await answer.bytes();
    expect(zip.length).toBe(Number(answer.headers.get('content-length')));
    writeFileSync(join(directory, 'all.zip'), zip);
    const cwd = directory;
    expect((await run('unzip', ['-t', 'all.zip'], { cwd })).stdout).toContain('No errors detected');
    await run('unzip', ['-q', 'all.zip', '-d', 'out'], { cwd });
    const sums = await run('sha256sum', ['--strict', '-c', 'SHA256SUMS'], { cwd: join(directory, 'out') });
    expect(sums.stdout.trim().split('\n')).toHaveLength(4);
    const unpacked = readFileSync(join(directory, 'out', 'mix.wav'));
    expect(unpacked.equals(audio(9_000_000, 1))).toBe(true);
    expect(createHash('sha256').update(unpacked).digest('hex')).toMatch(/^[0-9a-f]{64}$/);
    expect(readdirSync(directory).toSorted()).toEqual(['all.zip', 'out']);
  });

  test('of a folder has its name, and what is in it named from there on', async () => {
    await store('kick.wav', 10, 9, 'Bänd/Stems');
    const fileId = await store('mix.wav', 20, 9, 'Bänd');
    const { folderId } = await callTrpc(owner, 'files.describe', { fileId });
    const init = { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ folderId }) };
    const { url, fileCount } = await owner.ask('POST', '/api/storage/zip', init);
    expect(fileCount).toBe(2);
    const answer = await fetch(new URL(String(url), server.url));
    expect(answer.headers.get('content-disposition')).toContain("filename*=UTF-8''B%C3%A4nd.zip");
    writeFileSync(join(directory, 'folder.zip'), await answer.bytes());
    const { stdout } = await run('unzip', ['-Z1', 'folder.zip'], { cwd: directory });
    expect(stdout.trim().split('\n')).toEqual(['mix.wav', 'Stems/kick.wav', 'SHA256SUMS']);
  });

  test('is fetched once, whoever fetches it, and asking for its headers does not count', async () => {
    const url = await linkTo(await store('once.wav', 100, 5));
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(404);
    const answers = await Promise.all(Array.from({ length: 4 }, () => fetch(url)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(3);
    await Promise.all(answers.map((answer) => answer.bytes()));
    const again = (await (await fetch(url)).json()) as { error: { code: string } };
    expect(again.error.code).toBe('link-not-found');
  });

  test('that fails in the middle arrives as a failure, never as a whole', async () => {
    const [first, second] = [await store('first.wav', 9_000_000, 6), await store('second.wav', 9_000_000, 7)];
    const url = await linkTo(first, second);
    const answer = await fetch(url);
    const reader = answer.body?.getReader();
    await reader?.read(); // it has begun: the second file vanishes from the store meanwhile
    await owner.ask('DELETE', `/api/storage/files/${second}?permanent=true`);
    const readAll = async () => {
      while (!(await reader?.read())?.done);
    };
    await expect(readAll()).rejects.toThrow();
  });

  test('is refused in words when a file is gone before it begins', async () => {
    const id = await store('gone.wav', 10, 8);
    const url = await linkTo(id);
    await owner.ask('DELETE', `/api/storage/files/${id}`);
    expect((await fetch(url)).status).toBe(404);
  });
});
