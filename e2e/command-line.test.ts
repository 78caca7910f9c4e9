import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wav, writeAudio } from './audio-files.ts';
import { ACCOUNT } from './journey.ts';
import { startProduct, type Product } from './product.ts';
import { openStoreLine, type StoreLine } from './store-line.ts';

const CLI = join(import.meta.dirname, '../packages/cli/src/main.ts');

describe('the command line', () => {
  const directory = mkdtempSync(join(tmpdir(), 'dawg-cli-'));
  const credentials = join(directory, 'config', 'credentials.json');
  let line: StoreLine;
  let product: Product;

  const begin = (...parameters: string[]) =>
    spawn(process.execPath, [CLI, ...parameters], {
      cwd: directory,
      env: { PATH: process.env['PATH'], HOME: directory, DAWG_CONFIG: credentials },
    });
  const run = async (parameters: readonly string[], input = '') => {
    const child = begin(...parameters);
    child.stdin.end(input);
    const [output, said, [exitCode]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit') as Promise<[number | null]>,
    ]);
    return { exitCode, output, said };
  };
  const jsonLines = (output: string) =>
    output
      .trim()
      .split('\n')
      .map((each) => JSON.parse(each) as Record<string, unknown>);

  beforeAll(async () => {
    line = await openStoreLine();
    product = await startProduct(line.settings);
    const token = new URL(product.setupUrl() ?? '').hash.replace('#token=', '');
    const answer = await fetch(new URL('/api/auth/sign-up/email', product.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: product.url, 'x-setup-token': token },
      body: JSON.stringify(ACCOUNT),
    });
    expect(answer.status).toBe(200);
  });
  afterAll(async () => {
    await product.close();
    await line.close();
    rmSync(directory, { recursive: true });
  });

  const logIn = (password: string) =>
    run(['login', product.url, '--email', ACCOUNT.email, '--password-stdin'], `${password}\n`);

  test('says that nobody is signed in, with an exit code of its own', async () => {
    expect(await run(['ls'])).toMatchObject({ exitCode: 3, said: expect.stringContaining('dawg login') });
  });

  test('refuses a wrong password and keeps nothing', async () => {
    expect(await logIn('wrong horse')).toMatchObject({ exitCode: 3 });
    expect(await run(['ls'])).toMatchObject({ exitCode: 3 });
  });

  test('signs in, and keeps the session for this user’s eyes only', async () => {
    expect(await logIn(ACCOUNT.password)).toMatchObject({ exitCode: 0 });
    expect(statSync(credentials).mode & 0o777).toBe(0o600);
  });

  test('uploads a folder with its folders, skips what is no audio, and lists it', async () => {
    mkdirSync(join(directory, 'Album', 'Stems'), { recursive: true });
    writeAudio(join(directory, 'Album'), 'Song.wav', wav(2));
    writeAudio(join(directory, 'Album', 'Stems'), 'Kick.wav', wav(0.2));
    writeFileSync(join(directory, 'Album', 'cover.png'), 'no audio');
    const uploaded = await run(['upload', 'Album']);
    expect(uploaded).toMatchObject({ exitCode: 0, said: expect.stringContaining('1 file is not audio') });
    const listed = await run(['ls', '--json']);
    const paths = jsonLines(listed.output).map((file) => [file['folderPath'], file['fileName']].join('/'));
    expect(paths.toSorted()).toEqual(['Album/Song.wav', 'Album/Stems/Kick.wav']);
  });

  test('downloads by name, byte for byte, and replaces nothing unasked', async () => {
    const saved = await run(['download', 'Stems/Kick.wav', 'Album/Stems/Kick.wav', '-o', 'out']);
    expect(saved).toMatchObject({ exitCode: 1, said: expect.stringContaining('not found') });
    const original = readFileSync(join(directory, 'Album', 'Stems', 'Kick.wav'));
    expect(readFileSync(join(directory, 'out', 'Kick.wav')).equals(original)).toBe(true);
    expect(await run(['download', 'Kick.wav', '-o', 'out'])).toMatchObject({ exitCode: 1 });
    expect(await run(['download', 'Kick.wav', '-o', 'out', '--force'])).toMatchObject({ exitCode: 0 });
  });

  test('goes on after Ctrl-C with the parts that are missing, when the same command is given again', async () => {
    const file = writeAudio(directory, 'Master.wav', wav(300)); // 52.9 MB: eleven parts of 5 MiB
    line.slowTo(20_000_000);
    line.forget();
    const first = begin('upload', 'Master.wav', '--json');
    await expect.poll(() => line.stored.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(2);
    first.kill('SIGINT');
    expect(await once(first, 'exit')).toEqual([130, null]);
    await expect.poll(() => line.isIdle(), { timeout: 20_000 }).toBe(true);
    const before = line.stored.map(({ partNumber }) => partNumber);

    line.slowTo(Infinity);
    line.forget();
    const second = await run(['upload', 'Master.wav', '--json']);
    expect(second.exitCode).toBe(0);
    const [stored] = jsonLines(second.output);
    expect(stored).toMatchObject({ event: 'stored', path: 'Master.wav' });
    const after = line.stored.map(({ partNumber }) => partNumber);
    expect([...before, ...after].toSorted((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 11 }, (_, part) => part + 1),
    );

    expect(await run(['download', 'Master.wav', '-o', 'out'])).toMatchObject({ exitCode: 0 });
    const sha256 = createHash('sha256').update(readFileSync(join(directory, 'out', 'Master.wav')));
    expect(sha256.digest('hex')).toBe(file.sha256);
  });

  test('tells a path that is not there, and an option that it does not know, as what they are', async () => {
    expect(await run(['upload', 'nowhere.wav'])).toMatchObject({
      exitCode: 1,
      said: expect.stringContaining('no such file'),
    });
    expect(await run(['upload', '--fast', 'Master.wav'])).toMatchObject({ exitCode: 2 });
  });

  test('signs out, here and on the server', async () => {
    const { cookie } = JSON.parse(readFileSync(credentials, 'utf8')) as { cookie: string };
    expect(await run(['logout'])).toMatchObject({ exitCode: 0 });
    expect(await run(['ls'])).toMatchObject({ exitCode: 3 });
    const answer = await fetch(new URL('/trpc/quota.get', product.url), {
      headers: { cookie, 'x-dawg-client': 'e2e' },
    });
    expect(answer.status).toBe(401);
  });
});
