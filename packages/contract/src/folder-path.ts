import { cleanFileName, fileNameKey } from './file-name.ts';
import { MAX_FOLDER_PATH_BYTES } from './limits.ts';
import { utf8Length } from './utf8-length.ts';

/**
 * The folders a file came in, as text: names joined by `/`, outermost first, no slash at either end; empty for none.
 * Like names, a path lives in the database only and never in an object key.
 */

/**
 * Makes a dropped folder's path storable: every name as `cleanFileName` would have it, names of which nothing is left
 * (`.`, `..`) gone, so that no path leads out of anything. Null when it is longer than `MAX_FOLDER_PATH_BYTES`.
 */
export function cleanFolderPath(raw: string): string | null {
  const path = raw
    .split(/[/\\]/u)
    .flatMap((name) => cleanFileName(name) ?? [])
    .join('/');
  return utf8Length(path) > MAX_FOLDER_PATH_BYTES ? null : path;
}

/** Two paths with one key are the same folder to a person. */
export function folderPathKey(path: string): string {
  return fileNameKey(path);
}
