import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './test-server.ts';

const MAIN = join(import.meta.dirname, '../src/main.ts');

/** The server as a process of its own, so that its memory is nobody else's. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** Bytes it has in memory now (Linux). */
  memoryBytes(): number;
  /** The most it had in memory since the last `forgetPeak` (Linux: proc(5), VmHWM). */
  peakBytes(): number;
  forgetPeak(): void;
  /** As the kernel does when memory runs out: nothing of its own runs any more. */
  kill(): Promise<void>;
  /** Asks it to end, and answers its exit code. */
  end(): Promise<number | null>;
  close(): Promise<void>;
}

export async function startServerProcess(
  settings: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const directory = mkdtempSync(join(tmpdir(), 'dawg-process-'));
  const port = String(await freePort());
  const child = spawn(process.execPath, [MAIN], {
    cwd: directory,
    // As in tests with a server of their own: bytes that only have the name of audio stay.
    env: { PATH: process.env['PATH'], PORT: port, LOCAL_STORE_PORT: '0', WORKER: 'off', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
  });
  while (!output.includes('is ready')) {
    if (child.exitCode !== null) throw new Error(`the server did not start: ${output}`);
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  }
  const status = (name: string) => {
    const line = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(
      readFileSync(`/proc/${child.pid}/status`, 'utf8'),
    );
    return Number(line?.[1]) * 1024;
  };
  const { pid } = child;
  if (pid === undefined) throw new Error('the server has no process');
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    child.kill(signal);
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    rmSync(directory, { recursive: true, force: true });
    return child.exitCode;
  };
  return {
    pid,
    kill: async () => void (await end('SIGKILL')),
    end: () => end('SIGTERM'),
    url: `http://127.0.0.1:${port}`,
    memoryBytes: () => status('VmRSS'),
    peakBytes: () => status('VmHWM'),
    forgetPeak: () => writeFileSync(`/proc/${child.pid}/clear_refs`, '5'),
    close: async () => void (await end('SIGTERM')),
  };
}
