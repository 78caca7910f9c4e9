import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomName } from './random-name.ts';

/**
 * Puts `text` at `target` so that a crash at any moment leaves the old file or the new one: written beside everything else
 * in `temporaryFolder` (same disk), forced out, renamed, and the rename forced out too.
 */
export async function writeFileDurably(temporaryFolder: string, target: string, text: string): Promise<void> {
  const staged = await stageFile(temporaryFolder, text);
  await renameDurably(staged, target);
}

/** The first half of a durable write: the bytes are on the disk, under a name nobody reads. Returns that path. */
export async function stageFile(temporaryFolder: string, text: string): Promise<string> {
  const path = join(temporaryFolder, randomName());
  const file = await open(path, 'wx');
  try {
    await file.writeFile(text);
    await file.sync();
    await file.close();
    return path;
  } catch (error) {
    await file.close();
    await rm(path, { force: true });
    throw error;
  }
}

/** Moves a file or folder; once this resolves, the move survives a power failure. */
export async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncFolder(dirname(to));
}

/** Makes a folder and those above it, as far as they are missing. */
export async function makeFolderDurably(path: string): Promise<void> {
  const highestMade = await mkdir(path, { recursive: true });
  if (highestMade === undefined) return;
  for (let made = path; made.length >= highestMade.length; made = dirname(made))
    await syncFolder(dirname(made));
}

/** Forces a folder's list of names to the disk. */
export async function syncFolder(path: string): Promise<void> {
  // Windows has no such call for folders: NTFS journals its names by itself, and opening a folder fails there.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
