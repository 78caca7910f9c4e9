import { DirectoryInUseError, lockDirectory, type DirectoryLock } from '@dawg/directory-lock/directory-lock';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a worker puts what it works on. */
export interface WorkFolder {
  readonly path: string;
  /** Removes it with all that is in it. */
  close(): Promise<void>;
}

const PREFIX = 'dawg-analysis-';

/**
 * Makes a folder for this process below `parent`, and removes those of processes that were killed: the kernel has let go
 * of their locks. A process id would not tell them apart, it is given again.
 */
export async function openWorkFolder(parent: string): Promise<WorkFolder> {
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const { path, lock } = await lockNewFolder(parent);
  await removeDead(parent);
  return {
    path,
    close: async () => {
      await removeLocked(path);
      await lock.release();
    },
  };
}

/** Another worker that starts at this moment may take a folder for a dead one's before it is locked; then there is a next. */
async function lockNewFolder(parent: string): Promise<{ path: string; lock: DirectoryLock }> {
  for (;;) {
    const path = join(parent, `${PREFIX}${randomUUID()}`);
    try {
      const lock = await lockDirectory(path);
      await mkdir(path, { recursive: true, mode: 0o700 });
      return { path, lock };
    } catch (error) {
      if (!(error instanceof DirectoryInUseError)) throw error;
    }
  }
}

async function removeDead(parent: string): Promise<void> {
  for (const { name } of await readdir(parent, { withFileTypes: true })) {
    if (!name.startsWith(PREFIX) || name.endsWith(LOCK_FILE)) continue;
    const path = join(parent, name);
    try {
      const lock = await lockDirectory(path);
      await removeLocked(path);
      await lock.release();
    } catch (error) {
      if (!(error instanceof DirectoryInUseError)) throw error; // its process lives
    }
  }
}

/** Where the kernel locks no names there is a file beside the folder. */
const LOCK_FILE = '.lock';

async function removeLocked(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  await rm(`${path}${LOCK_FILE}`, { force: true });
}
