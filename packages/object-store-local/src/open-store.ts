import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bucketNameOf } from './bucket/bucket-folder.ts';
import { loadBucket } from './bucket/load-bucket.ts';
import { makeFolderDurably, writeFileDurably } from './disk/durable-write.ts';
import { KeyedLock } from './disk/keyed-lock.ts';
import { bucketsFolder, temporaryFolder, type Store } from './store.ts';

/** How things lie in the directory. A later layout gets a later number, so that an older program refuses instead of sweeping it. */
const FORMAT = 1;

/** Loads everything the directory holds, and clears away what a crash has left. The directory must be locked. */
export async function openStore(settings: Omit<Store, 'buckets' | 'bucketLock'>): Promise<Store> {
  const store: Store = { ...settings, buckets: new Map(), bucketLock: new KeyedLock() };
  const { directory } = store;
  await makeFolderDurably(bucketsFolder(directory));
  await rm(temporaryFolder(directory), { recursive: true, force: true });
  await mkdir(temporaryFolder(directory));
  await checkFormat(directory);
  for (const folderName of await readdir(bucketsFolder(directory))) {
    const name = bucketNameOf(folderName);
    if (name !== undefined) store.buckets.set(name, await loadBucket(store, name));
  }
  return store;
}

async function checkFormat(directory: string): Promise<void> {
  const path = join(directory, 'format');
  const format = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (format === undefined) await writeFileDurably(temporaryFolder(directory), path, `${FORMAT}\n`);
  else if (format.trim() !== String(FORMAT))
    throw new Error(`${directory} has format ${format.trim()}; this program reads ${FORMAT}`);
}
