import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Kept from one run to the next, and never part of the source tree. */
const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/dawg-corpus', import.meta.url));

/** The files of a Debian package, unpacked, not installed: sounds that nobody made for these tests. */
export function debianPackage(name: string): string {
  const folder = join(CACHE, name);
  if (existsSync(folder)) return folder;
  const begun = `${folder}.begun`;
  rmSync(begun, { recursive: true, force: true });
  mkdirSync(begun, { recursive: true });
  execFileSync('apt-get', ['download', '-qq', name], { cwd: begun, stdio: 'pipe' });
  const [archive = ''] = readdirSync(begun).filter((file) => file.endsWith('.deb'));
  execFileSync('dpkg-deb', ['-x', archive, begun], { cwd: begun });
  rmSync(join(begun, archive));
  renameSync(begun, folder);
  return folder;
}

/** Its files with these extensions, one of every `step`, in the order of their names. */
export function filesOf(name: string, extensions: readonly string[], step: number): readonly string[] {
  const folder = debianPackage(name);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && extensions.includes(entry.name.split('.').pop()?.toLowerCase() ?? ''),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .filter((_, at) => at % step === 0);
}
