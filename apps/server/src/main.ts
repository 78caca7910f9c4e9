import { existsSync } from 'node:fs';
import { ConfigError, readConfig } from './env.ts';
import { StartError } from './start-error.ts';
import { SCANNER_ADVICE } from './worker/describe-scan.ts';
import { startServer, type RunningServer } from './start-server.ts';

/** A client that holds a connection open must not keep us from ending. */
const SHUTDOWN_LIMIT_MS = 10_000;

if (existsSync('.env')) process.loadEnvFile('.env');

let isStopping = false;
try {
  const config = readConfig();
  const starting = startServer(config);
  // One Ctrl-C arrives twice under npm: from the terminal, and passed on by scripts/run.mjs.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!isStopping) void stop(starting);
      isStopping = true;
    });
  }
  const server = await starting;
  if (!isStopping) announce(server, config.publicUrl);
} catch (error) {
  // What a person has to change needs its sentence, not a stack.
  console.error(error instanceof ConfigError || error instanceof StartError ? error.message : error);
  process.exit(1);
}

/** Ends with the line that scripts wait for. */
function announce(server: RunningServer, publicUrl: string): void {
  if (!server.storeIsAnswering)
    console.warn('Warning: the store does not answer; uploads and downloads wait until it does.');
  if (server.setupUrl) console.log(`Create the owner account (the link works once):\n  ${server.setupUrl}\n`);
  console.log(`metadata: ${server.databaseDescription}`);
  console.log(`audio:    ${server.storeDescription}`);
  console.log(`sound:    ${server.sound.text}`);
  if (server.sound.state === 'missing')
    console.warn(
      'Without it files are stored and played as they are; they are described and drawn once it is there.',
    );
  console.log(`viruses:  ${server.scan.text}`);
  if (server.scan.state === 'unavailable') console.warn(SCANNER_ADVICE);
  console.log(`Dawg Storage is ready: ${publicUrl}`);
}

/** A start under way is let finish: cut off in the middle it could leave the database half migrated. */
async function stop(starting: Promise<RunningServer>): Promise<void> {
  const server = await starting;
  setTimeout(() => process.exit(1), SHUTDOWN_LIMIT_MS).unref();
  await server.close();
  process.exit(0);
}
