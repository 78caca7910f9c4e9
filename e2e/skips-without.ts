import { spawnSync } from 'node:child_process';

/** Skips where a tool of the system is missing, and says so; never in CI: there a missing one is a failure. */
export function skipsWithout(...tools: readonly string[]): boolean {
  const missing = tools.filter((tool) => spawnSync(tool, ['-version']).error !== undefined);
  if (missing.length > 0)
    console.warn(`Not tested without ${missing.join(' and ')}: apt-get install ${missing.join(' ')}`);
  return missing.length > 0 && !process.env['CI'];
}
