import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../testing/test-server.ts';

const MAIN = join(import.meta.dirname, 'main.ts');
const newDirectory = () => mkdtempSync(join(tmpdir(), 'dawg-main-'));

/** The server as its own process, as `npm start` runs it. */
function startMain(settings: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [MAIN], {
    cwd: newDirectory(),
    env: { PATH: process.env['PATH'], PORT: '0', LOCAL_STORE_PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += String(chunk);
    });
  const ended = once(child, 'close');
  return {
    child,
    output: () => output,
    hasSaid: (text: string) => expect.poll(() => output, { timeout: 30_000 }).toContain(text),
    exitCode: async () => (await ended)[0] as number | null,
  };
}

async function takePort(): Promise<string> {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  return String((other.address() as AddressInfo).port);
}

describe('a server that cannot start says what to change, in one line', () => {
  const expectLine = async (settings: Readonly<Record<string, string>>, ...words: readonly string[]) => {
    const server = startMain(settings);
    expect(await server.exitCode()).toBe(1);
    expect(server.output().trim().split('\n')).toHaveLength(1);
    for (const word of words) expect(server.output()).toContain(word);
    return server.output();
  };

  test('when its port is taken', async () => {
    const port = await takePort();
    await expectLine({ PORT: port }, port, 'set PORT to');
  });

  test('when the port of its store is taken', async () => {
    const port = await takePort();
    await expectLine({ LOCAL_STORE_PORT: port }, port, 'set LOCAL_STORE_PORT to');
  });

  test('when PostgreSQL is not there, without its password', async () => {
    const port = await freePort();
    const url = `postgres://dawg:hunter2@127.0.0.1:${port}/dawg`;
    const line = await expectLine({ DATABASE_URL: url }, `127.0.0.1:${port}`, 'DATABASE_URL');
    expect(line).not.toContain('hunter2');
  });

  test('when another server works in its directory', async () => {
    const directory = newDirectory();
    const first = startMain({ DATA_DIRECTORY: directory });
    await first.hasSaid('is ready');
    await expectLine({ DATA_DIRECTORY: directory }, directory, 'DATA_DIRECTORY');
  });
});

describe('a server that is told to stop', () => {
  test('twice, by the terminal and by npm, ends as if told once', async () => {
    const server = startMain({});
    await server.hasSaid('is ready');
    server.child.kill('SIGINT');
    server.child.kill('SIGTERM');
    server.child.kill('SIGINT');
    expect(await server.exitCode()).toBe(0);
  });

  test('while it starts, finishes that and ends', async () => {
    const directory = newDirectory();
    const server = startMain({ DATA_DIRECTORY: directory });
    await expect
      .poll(() => existsSync(join(directory, 'database')), { interval: 5, timeout: 60_000 })
      .toBe(true);
    server.child.kill('SIGINT');
    server.child.kill('SIGINT');
    expect(await server.exitCode()).toBe(0);
    expect(server.output()).not.toContain('is ready');
  });
});
