import type { Quota, StoredFile } from '@dawg/contract/wire';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD, startTestServer, type TestServer } from '../testing/test-server.ts';

const MIB = 2 ** 20;
const CLI = join(import.meta.dirname, '../../../packages/cli/src/main.ts');

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.createOwner();
  const login = dawg('login', server.url, '--email', 'owner@example.test', '--password-stdin');
  login.stdin.end(`${PASSWORD}\n`);
  expect(await endOf(login)).toMatchObject({ exitCode: 0 });
});
afterAll(() => server.close());

/** The command line as a process of its own, with pipes. */
function dawg(...commandLine: string[]) {
  const credentials = join(server.dataDirectory, 'cli', 'credentials.json');
  return spawn(process.execPath, [CLI, ...commandLine], {
    env: { ...process.env, DAWG_CONFIG: credentials },
  });
}

async function endOf(child: ReturnType<typeof dawg>) {
  child.stdin.on('error', () => {}); // whoever stops reading breaks the pipe
  const [out, said, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  const events = out.split('\n').filter((line) => line.startsWith('{'));
  return { exitCode, said, events: events.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

const takeOf = (maxSize: string) =>
  dawg('upload', '-', '--name', 'Take 1.wav', '--folder', 'Live', '--max-size', maxSize, '--json');

function checksumIn(event: Record<string, unknown> | undefined): string {
  const file = event?.['file'] as StoredFile | undefined;
  return file?.checksum ?? '';
}

async function ledger() {
  const { result } = (await (await server.query('quota.get')).json()) as { result: { data: Quota } };
  const { usedBytes, reservedBytes } = result.data;
  return { usedBytes, reservedBytes };
}

test('what a pipe brings to the command line is stored, whole, and charged by the byte', async () => {
  const bytes = randomBytes(20 * MIB + 7);
  const child = takeOf('64MiB');
  child.stdin.end(bytes);
  const { exitCode, events } = await endOf(child);
  expect(events).toMatchObject([
    { event: 'stored', path: 'Live/Take 1.wav', file: { folderPath: 'Live', sizeBytes: bytes.length } },
    { event: 'done', stored: 1, failed: 0, unfinished: 0 },
  ]);
  expect(Buffer.from(checksumIn(events[0]), 'base64').readUInt32BE()).toBe(crc32(bytes));
  expect(exitCode).toBe(0);
  expect(await ledger()).toEqual({ usedBytes: bytes.length, reservedBytes: 0 });
});

test('more than was declared is refused, and nothing of it is kept', async () => {
  const before = await ledger();
  const child = takeOf('10MB');
  child.stdin.end(randomBytes(12 * MIB));
  const { exitCode, events } = await endOf(child);
  expect(events).toMatchObject([
    { event: 'failed', path: 'Live/Take 1.wav', code: 'file-too-large' },
    { event: 'done', stored: 0, failed: 1, unfinished: 0 },
  ]);
  expect(exitCode).toBe(1);
  expect(await ledger()).toEqual(before);
});

test.skipIf(process.platform === 'win32')(
  'Ctrl-C in the middle of a pipe that stays open ends it at once, with nothing kept',
  async () => {
    const before = await ledger();
    const child = takeOf('64MiB');
    const end = endOf(child);
    child.stdin.write(randomBytes(12 * MIB));
    while ((await ledger()).reservedBytes === before.reservedBytes)
      await new Promise((go) => setTimeout(go, 20));
    child.kill('SIGINT');
    const { exitCode, events } = await end;
    expect(exitCode).toBe(130);
    expect(events).toMatchObject([{ event: 'done', stored: 0, failed: 0, unfinished: 1 }]);
    expect(await ledger()).toEqual(before);
  },
);
