import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DirectoryInUseError, lockDirectory } from './directory-lock.ts';

const newDirectory = () => mkdtempSync(join(tmpdir(), 'dawg-lock-'));

describe('a locked directory', () => {
  test('is created when it is not there', async () => {
    const lock = await lockDirectory(join(newDirectory(), 'a', 'b'));
    await lock.release();
  });

  test('is refused to everybody else, by whatever path, until it is released', async () => {
    const directory = newDirectory();
    const alias = `${directory}-alias`;
    symlinkSync(directory, alias);
    const lock = await lockDirectory(directory);
    await expect(lockDirectory(alias)).rejects.toThrow(DirectoryInUseError);
    await lock.release();
    await (await lockDirectory(alias)).release();
  });

  test('is free again after its process was killed', async () => {
    const directory = newDirectory();
    const source = `import { lockDirectory } from ${JSON.stringify(import.meta.resolve('./directory-lock.ts'))};
      await lockDirectory(${JSON.stringify(directory)});
      console.log('locked');
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    await expect(lockDirectory(directory)).rejects.toThrow('in use by another process');
    child.kill('SIGKILL');
    await once(child, 'exit');
    await (await lockDirectory(directory)).release();
  });
});
