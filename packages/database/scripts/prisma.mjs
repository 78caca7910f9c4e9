// Runs Prisma's CLI. It looks for an engine binary before every command and downloads one when it finds none,
// also for commands that never call it. Pointing it at any file that exists (this Node) keeps those offline.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const ENGINELESS = new Set(['generate', 'validate', 'format', 'studio', 'version']);
const cli = createRequire(import.meta.url).resolve('prisma/build/index.js');
const env = { ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' };
if (ENGINELESS.has(process.argv[2] ?? '')) env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

const run = spawnSync(process.execPath, [cli, ...process.argv.slice(2)], { stdio: 'inherit', env });
process.exit(run.status ?? 1);
