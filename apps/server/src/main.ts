import { existsSync } from 'node:fs';
import { ConfigError, readConfig } from './env.ts';
import { startServer, type RunningServer } from './start-server.ts';

/** A client that holds a connection open must not keep us from ending. */
const SHUTDOWN_LIMIT_MS = 10_000;

if (existsSync('.env')) process.loadEnvFile('.env');

try {
  const config = readConfig();
  const server = await startServer(config);
  console.log(`Dawg Storage is ready: ${config.publicUrl}`);
  console.log(`  metadata: ${server.databaseDescription}`);
  console.log(`  audio:    ${server.storeDescription}`);
  if (server.setupUrl)
    console.log(`\nCreate the owner account (the link works once):\n  ${server.setupUrl}\n`);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void stop(server));
} catch (error) {
  // A wrong setting needs its sentence, not a stack.
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}

async function stop(server: RunningServer): Promise<void> {
  setTimeout(() => process.exit(1), SHUTDOWN_LIMIT_MS).unref();
  await server.close();
  process.exit(0);
}
