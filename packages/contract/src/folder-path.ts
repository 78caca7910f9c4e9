import { cleanFileName, fileNameKey } from './file-name.ts';
import { MAX_FOLDER_DEPTH, MAX_FOLDER_PATH_BYTES } from './limits.ts';
import { utf8Length } from './utf8-length.ts';

/**
 * Folders within each other as text: names joined by `/`, outermost first, no slash at either end; empty for none.
 * A path is what travels; the server keeps a row for each folder.
 */

/**
 * Makes a dropped folder's path storable: every name as `cleanFileName` would have it, names of which nothing is left
 * (`.`, `..`) gone, so that no path leads out of anything. Null when it is longer than `MAX_FOLDER_PATH_BYTES` or
 * deeper than `MAX_FOLDER_DEPTH`.
 */
export function cleanFolderPath(raw: string): string | null {
  const names = raw.split(/[/\\]/u).flatMap((name) => cleanFileName(name) ?? []);
  const path = names.join('/');
  return names.length > MAX_FOLDER_DEPTH || utf8Length(path) > MAX_FOLDER_PATH_BYTES ? null : path;
}

/** The names of a path, outermost first. */
export function folderNames(path: string): string[] {
  return path === '' ? [] : path.split('/');
}

/** Two paths with one key are the same folder to a person. */
export function folderPathKey(path: string): string {
  return fileNameKey(path);
}
