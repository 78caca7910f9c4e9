import { cleanFileName, fileNameKey, numberedName } from '@dawg/contract/file-name';
import type { FilePlace } from '@dawg/contract/wire';

/** The sums of all entries, in the format of `sha256sum`, which checks them with `sha256sum -c SHA256SUMS`. */
export const SUMS_PATH = 'SHA256SUMS';

/** What Windows takes in no name. https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const NOT_ON_WINDOWS = /[<>:"|?*\\/]/gu;
/** Devices there, with any extension. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/iu;
const TRAILING = /[. ]+$/u;

/**
 * Where files are in a zip, in their order: relative paths that can be unpacked on any system, wherever that is, without
 * leaving the folder, opening a device or overwriting one another where case does not count.
 */
export function zipEntryPaths(files: readonly Pick<FilePlace, 'folderPath' | 'fileName'>[]): string[] {
  const folders = files.map((file) => namesOf(file.folderPath).map(safeName));
  // A file cannot have the name of a folder.
  const taken = new Set(folders.flatMap(keysOfFolders));
  return files.map((file, index) => {
    const folder = folders[index] ?? [];
    const name = safeName(file.fileName);
    for (let number = 1; ; number++) {
      const path = [...folder, number === 1 ? name : numberedName(name, number)].join('/');
      if (taken.has(fileNameKey(path))) continue;
      taken.add(fileNameKey(path));
      return path;
    }
  });
}

function namesOf(folderPath: string): string[] {
  return folderPath.split('/').filter((name) => name !== '');
}

function safeName(raw: string): string {
  const name = (cleanFileName(raw) ?? '').replaceAll(NOT_ON_WINDOWS, '_').replace(TRAILING, '');
  const isTaken = name === '' || DEVICE.test(name) || fileNameKey(name) === fileNameKey(SUMS_PATH);
  return isTaken ? `_${name}` : name;
}

/** `a/b/c` → the keys of `a`, `a/b` and `a/b/c`. */
function keysOfFolders(folder: readonly string[]): string[] {
  return folder.map((_name, index) => fileNameKey(folder.slice(0, index + 1).join('/')));
}
