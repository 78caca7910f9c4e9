import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, type ServerConfig } from '../src/env.ts';
import { startServer, type RunningServer } from '../src/start-server.ts';

/** The real server, embedded, on a port and in a directory of its own. */
export interface TestServer {
  readonly url: string;
  readonly dataDirectory: string;
  readonly running: RunningServer;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** A tRPC call with the cookie of the owner's session. */
  query(path: string, input?: unknown, headers?: Record<string, string>): Promise<Response>;
  mutate(path: string, input: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Creates the owner by the one-time link; later calls carry the session. */
  createOwner(): Promise<void>;
  close(): Promise<void>;
}

export const PASSWORD = 'correct horse battery';

export async function startTestServer(change: Partial<ServerConfig> = {}): Promise<TestServer> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'dawg-server-'));
  const port = await freePort();
  const config: ServerConfig = {
    // What most tests store only has the name of audio.
    ...readConfig({ PORT: String(port), LOCAL_STORE_PORT: '0', LOG_LEVEL: 'silent', WORKER: 'off' }),
    dataDirectory,
    databaseUrl: 'pglite:memory:',
    ...change,
  };
  const running = await startServer(config);
  const url = running.address;
  if (url === null) throw new Error('it listens nowhere');
  let cookie = '';

  const send = (path: string, init: RequestInit) => fetch(new URL(path, url), init);
  const post: TestServer['post'] = (path, body, headers = {}) =>
    send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: config.publicUrl, cookie, ...headers },
      body: JSON.stringify(body),
    });

  return {
    url,
    dataDirectory,
    running,
    post,
    query: (path, input, headers = {}) => {
      const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
      return send(`/trpc/${path}${query}`, { headers: { 'x-dawg-client': 'test', cookie, ...headers } });
    },
    mutate: (path, input, headers = {}) =>
      post(`/trpc/${path}`, input, { 'x-dawg-client': 'test', ...headers }),
    createOwner: async () => {
      const token = new URL(running.setupUrl ?? '').hash.replace('#token=', '');
      const account = { name: 'Owner', email: 'owner@example.test', password: PASSWORD };
      const response = await post('/api/auth/sign-up/email', account, { 'x-setup-token': token });
      if (!response.ok) throw new Error(await response.text());
      cookie = response.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ');
    },
    close: async () => {
      await running.close();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
