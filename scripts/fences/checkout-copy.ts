import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** A copy of this checkout that may be spoilt: the tracked and new files, the installed packages by link. */
export interface CheckoutCopy {
  readonly root: string;
  /** Adds a file, or puts another in its place. */
  write(path: string, content: string): void;
  /** Runs a tool in the copy, or in one of its folders; answers whether it was content, and what it said. */
  run(
    command: string,
    parameters: readonly string[],
    folder?: string,
  ): { readonly passed: boolean; readonly output: string };
  remove(): void;
}

export function copyCheckout(): CheckoutCopy {
  const root = mkdtempSync(join(tmpdir(), 'dawg-fences-'));
  const listed = git(ROOT, 'ls-files', '--cached', '--others', '--exclude-standard', '-z');
  const files = listed.split('\0').filter((file) => file !== '' && existsSync(join(ROOT, file)));
  for (const file of files) {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    cpSync(join(ROOT, file), join(root, file));
  }
  const folders = files.filter((file) => file.endsWith('package.json')).map(dirname);
  for (const folder of folders) {
    const installed = join(ROOT, folder, 'node_modules');
    if (existsSync(installed)) symlinkSync(installed, join(root, folder, 'node_modules'));
  }
  // The generated client is not tracked, but types depend on it.
  const generated = 'packages/database/src/generated';
  if (existsSync(join(ROOT, generated)))
    cpSync(join(ROOT, generated), join(root, generated), { recursive: true });
  git(root, 'init', '--quiet');

  return {
    root,
    write: (path, content) => {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), content);
    },
    run: (command, parameters, folder = '.') => {
      const PATH = `${join(ROOT, 'node_modules/.bin')}:${process.env['PATH']}`;
      const env = { ...process.env, PATH, TURBO_TELEMETRY_DISABLED: '1' };
      const { status, stdout, stderr } = spawnSync(command, parameters, {
        cwd: join(root, folder),
        env,
        encoding: 'utf8',
      });
      return { passed: status === 0, output: stdout + stderr };
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function git(folder: string, ...parameters: readonly string[]): string {
  return execFileSync('git', parameters, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 });
}
