import type { VirusScanner } from '@dawg/audio/ports/virus-scanner';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClamdScanner } from '../src/clamd-scanner.ts';

/** The test virus of https://www.eicar.org, in a form that no scanner of this source tree takes for it. */
export const EICAR = Buffer.from(
  'WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJVUy1URVNULUZJTEUhJEgrSCo=',
  'base64',
);

export const MAX_FILE_BYTES = 40_000_000;

/** A daemon of its own, with EICAR as its only signature; ready when this resolves. */
export async function startClamd() {
  const folder = mkdtempSync(join(tmpdir(), 'dawg-clamd-'));
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'test.ndb'), `Test.Eicar:0:*:${EICAR.toString('hex')}\n`);
  const path = join(folder, 'clamd.sock');
  const settings = [
    `DatabaseDirectory ${folder}`,
    `LocalSocket ${path}`,
    `TemporaryDirectory ${folder}`,
    'Foreground yes',
    'LogClean no',
    'AlertExceedsMax yes',
    `MaxFileSize ${MAX_FILE_BYTES}`,
    `MaxScanSize ${MAX_FILE_BYTES}`,
    'StreamMaxLength 60000000',
  ];
  const config = join(folder, 'clamd.conf');
  writeFileSync(config, `${settings.join('\n')}\n`);
  const scanner = createClamdScanner({ address: { path }, maxFileBytes: 10 ** 10, timeoutMs: 60_000 });
  let daemon = await run(config, scanner);
  /** As the kernel does when memory runs out. */
  const kill = async () => {
    daemon.kill('SIGKILL');
    if (daemon.exitCode === null && daemon.signalCode === null) await once(daemon, 'exit');
  };
  return {
    path,
    scanner,
    kill,
    async startAgain() {
      rmSync(path, { force: true });
      daemon = await run(config, scanner);
    },
    async stop() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Ready when this resolves. */
async function run(config: string, scanner: VirusScanner): Promise<ChildProcess> {
  const daemon = spawn('clamd', ['--config-file', config, '--foreground'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [daemon.stdout, daemon.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
  for (let attempt = 0; (await scanner.state()).state !== 'ready'; attempt += 1) {
    if (attempt > 200 || daemon.exitCode !== null) throw new Error(`clamd: ${said.join('')}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return daemon;
}

/** Skips where ClamAV is missing, and says so; never in CI: there it is a failure. */
export function skipsWithoutClamd(): boolean {
  const isMissing = spawnSync('clamd', ['--version']).error !== undefined;
  if (isMissing) console.warn('Not tested without clamd: apt-get install clamav-daemon');
  return isMissing && !process.env['CI'];
}
