import { spawnSync } from 'node:child_process';
import { basename, join } from 'node:path';

/** Compiles one file of C into `folder`. Answers the program's path, or null where there is no compiler. */
export function compile(source: string, folder: string): string | null {
  const program = join(folder, basename(source, '.c'));
  const { status, error, stderr } = spawnSync('cc', ['-O2', '-o', program, source, '-lpthread'], {
    encoding: 'utf8',
  });
  if (error) return null;
  if (status !== 0) throw new Error(`cc ${source}: ${stderr}`);
  return program;
}
