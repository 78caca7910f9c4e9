import { DirectoryInUseError, lockDirectory } from '@dawg/directory-lock/directory-lock';
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
  const path = join(parent, `${PREFIX}${randomUUID()}`);
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const lock = await lockDirectory(path);
  // Another that started at this moment may have taken it for a dead one's before it was locked.
  await mkdir(path, { recursive: true, mode: 0o700 });
  await removeDead(parent);
  return {
    path,
    close: async () => {
      await removeLocked(path);
      await lock.release();
    },
  };
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
