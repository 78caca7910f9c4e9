// The README's commands. Runs on the machine's own Node (20 or newer) with nothing but npm: installs the pinned
// pnpm's frozen lockfile, which brings Node 24, and goes on with those.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');
const isWindows = process.platform === 'win32';
/** By its path: on Windows a command without a shell must be an .exe, and `.bin` has none. */
const NODE = join(root, 'node_modules/node/bin', isWindows ? 'node.exe' : 'node');
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const PNPM = ['exec', '--yes', `--package=${packageManager}`, '--', 'pnpm'];
const env = {
  ...process.env,
  PATH: bin + delimiter + process.env.PATH,
  TURBO_TELEMETRY_DISABLED: '1',
  pnpm_config_update_notifier: 'false',
  DO_NOT_TRACK: '1',
};

/** A command that ended badly and has said why. */
class StepFailed extends Error {}

const TASKS = {
  start: () => serve(['apps/server/src/main.ts']),
  dev: () =>
    serve(['--watch', 'apps/server/src/main.ts'], {
      script: join(root, 'apps/web/node_modules/vite/bin/vite.js'),
      // People open Vite's page, which hands the calls on to the server.
      publicUrl: 'http://localhost:5173',
    }),
  build: () => turbo('build'),
  check: () => allOf([...STATIC_CHECKS, () => vitest('--project', 'unit')]),
  test: () => allOf([...STATIC_CHECKS, () => turbo('build', '--filter=@dawg/web'), () => vitest()]),
  format: () => run('prettier', '--write', '.'),
  bench: () => {
    turbo('generate');
    run('node', 'bench/src/main.ts', ...rest);
  },
  dawg: () => commandLine('packages/cli/src/main.ts'),
  'db:generate': () => turbo('generate'),
  'db:migrate': () => {
    turbo('generate');
    run('node', 'packages/database/scripts/apply.ts');
  },
};

const STATIC_CHECKS = [
  () => run('prettier', '--check', '--log-level', 'warn', '.'),
  () => run('node', 'scripts/check-layout.mjs'),
  () => turbo('generate'),
  () => run('oxlint', '--type-aware', '--quiet'),
  () => pnpm('exec', 'turbo', 'boundaries'),
  () => turbo('typecheck'),
  () => run('knip', '--no-config-hints'),
];

/** The suite's peers are many and nobody's who only runs the product. */
const NEEDS_BENCH = new Set(['bench', 'check', 'test']);

const [task = 'start', ...rest] = process.argv.slice(2);
if (!Object.hasOwn(TASKS, task))
  fail(`There is no task ${task}. There are: ${Object.keys(TASKS).join(', ')}.`);
try {
  install(NEEDS_BENCH.has(task));
  await TASKS[task]();
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  console.error(error.message);
  process.exit(1);
}

/** Once for each lockfile: a second start finds the stamp, which says what was installed, and goes on at once. */
function install(withBench) {
  const stamp = join(root, 'node_modules', '.installed');
  const wanted = createHash('sha256');
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'])
    wanted.update(readFileSync(join(root, file)));
  const digest = wanted.digest('hex');
  const [product, all] = [`${digest} product`, `${digest} all`];
  const installed = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (installed === all || (installed === product && !withBench)) return;
  pnpm('install', '--frozen-lockfile', ...(withBench ? [] : ['--filter', '!@dawg/bench']));
  writeFileSync(stamp, withBench ? all : product);
}

/** The app runs with no tool between it and the terminal: signals arrive, and the environment is whole. */
async function serve(serverArguments, page) {
  turbo('generate', ...(page ? [] : ['build', '--filter=@dawg/web', '--filter=@dawg/database']));
  const serverEnv = page ? { PUBLIC_URL: page.publicUrl, ...env } : env;
  const children = [spawn(NODE, serverArguments, { stdio: 'inherit', cwd: root, env: serverEnv })];
  if (page) children.push(spawn(NODE, [page.script], { stdio: 'inherit', cwd: join(root, 'apps/web'), env }));

  const stop = (signal) => children.forEach((child) => child.kill(signal));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal));
  // npm dies of a SIGTERM without passing it on to what it started: follow it.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop('SIGTERM'), 500).unref();
  const exitCodes = await Promise.all(
    children.map((child) => exitCodeOf(child).finally(() => stop('SIGTERM'))), // one without the other is of no use
  );
  process.exit(Math.max(...exitCodes));
}

/** The product's own command line, where the person is: npm itself goes to this folder. */
async function commandLine(script) {
  const cwd = process.env.INIT_CWD ?? process.cwd();
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {}); // the child ends by them, and then we do
  process.exit(await exitCodeOf(spawn(NODE, [join(root, script), ...rest], { stdio: 'inherit', cwd })));
}

async function exitCodeOf(child) {
  const [code, signal] = await once(child, 'exit');
  return code ?? (signal ? 1 : 0);
}

/** Runs every step, also after one that failed: all problems of a change are seen at once. */
function allOf(steps) {
  const failed = steps.map((step) => attempt(step)).filter((ok) => !ok).length;
  if (failed > 0) process.exit(1);
}

function attempt(step) {
  try {
    step();
    return true;
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    console.error(error.message);
    return false;
  }
}

/** Ends with one line of counts, whatever the reporter above it looks like. */
function vitest(...parameters) {
  const report = join(root, 'node_modules', '.vitest', 'report.json');
  mkdirSync(join(report, '..'), { recursive: true });
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  try {
    run('vitest', 'run', ...reporters, ...parameters, ...rest);
  } finally {
    if (existsSync(report)) {
      const counts = JSON.parse(readFileSync(report, 'utf8'));
      const skipped = counts.numPendingTests + counts.numTodoTests;
      process.on('exit', () =>
        console.log(`${counts.numPassedTests} passed, ${counts.numFailedTests} failed, ${skipped} skipped`),
      );
    }
  }
}

/** Says nothing unless it fails: what it does is known from the cache, or takes seconds. */
function turbo(...parameters) {
  const flags = ['--ui=stream', '--output-logs=errors-only', '--log-order=grouped'];
  quietly('npm', ...PNPM, 'exec', 'turbo', 'run', ...parameters, ...flags);
}

function pnpm(...parameters) {
  run('npm', ...PNPM, ...parameters);
}

function run(command, ...parameters) {
  step(command, parameters, 'inherit');
}

/** Shows the output only when the step fails. */
function quietly(command, ...parameters) {
  step(command, parameters, 'pipe');
}

function step(command, parameters, stdio) {
  const options = { cwd: root, stdio, env, shell: isWindows, encoding: 'utf8', maxBuffer: 2 ** 26 };
  const { status, error, stdout, stderr } = spawnSync(command, parameters, options);
  if (error) throw error;
  if (status === 0) return;
  const name = [command, ...parameters].join(' ').replace(/^npm exec .* -- pnpm/, 'pnpm');
  throw new StepFailed(`${stdout ?? ''}${stderr ?? ''}✗ ${name} (exit code ${status})`);
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
