import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The product as a person starts it: the server's own process, embedded, in a directory of its own. */
export interface Product {
  readonly url: string;
  /** The one-time link that the terminal printed at the last start, or null. */
  setupUrl(): string | null;
  /** Starts it on the same data and ports. */
  start(): Promise<void>;
  /** `SIGTERM` is a person's Ctrl-C, `SIGKILL` the power going. */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  close(): Promise<void>;
}

const SERVER = join(import.meta.dirname, '../apps/server/src/main.ts');

export async function startProduct(settings: Readonly<Record<string, string>> = {}): Promise<Product> {
  const directory = mkdtempSync(join(tmpdir(), 'dawg-e2e-'));
  const [port, storePort] = [await freePort(), await freePort()];
  let server: ChildProcess | null = null;
  let output = '';

  const product: Product = {
    url: `http://localhost:${port}`,
    setupUrl: () => /http\S+\/setup#token=\S+/.exec(output)?.[0] ?? null,
    start: async () => {
      output = '';
      server = spawn(process.execPath, [SERVER], {
        cwd: directory,
        env: {
          PATH: process.env['PATH'],
          HOME: directory,
          PORT: String(port),
          LOCAL_STORE_PORT: String(storePort),
          WORKER: 'off', // most journeys upload what only has the name of audio
          ...settings,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      await new Promise<void>((ready, fail) => {
        const read = (chunk: unknown) => {
          output += String(chunk);
          if (output.includes('Dawg Storage is ready')) ready();
        };
        server?.stdout?.on('data', read);
        server?.stderr?.on('data', read);
        server?.once('exit', (code) => fail(new Error(`the server ended with ${code}:\n${output}`)));
      });
    },
    stop: async (signal) => {
      if (!server || server.exitCode !== null || server.signalCode !== null) return;
      const ended = once(server, 'exit');
      server.kill(signal);
      await ended;
    },
    close: async () => {
      await product.stop('SIGTERM');
      rmSync(directory, { recursive: true, force: true });
    },
  };
  await product.start();
  return product;
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
