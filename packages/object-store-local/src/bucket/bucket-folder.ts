import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileDurably } from '../disk/durable-write.ts';
import { recordsFolder } from '../object/object-record.ts';
import { bucketsFolder } from '../store.ts';
import { changeBucket, type Bucket, type BucketSettings } from './bucket.ts';

const SETTINGS = 'bucket.json';
/** Windows will not have a folder called `con` or `nul`, which are proper names for buckets. */
const PREFIX = 'bucket-';

export function bucketFolder(directory: string, name: string): string {
  return join(bucketsFolder(directory), PREFIX + name);
}

/** The bucket a folder belongs to; `undefined` for anything else that lies there. */
export function bucketNameOf(folderName: string): string | undefined {
  return folderName.startsWith(PREFIX) ? folderName.slice(PREFIX.length) : undefined;
}

export function settingsPath(folder: string): string {
  return join(folder, SETTINGS);
}

/** Lays out an empty bucket. */
export async function makeBucketFolder(
  temporaryFolder: string,
  folder: string,
  settings: BucketSettings,
): Promise<void> {
  await mkdir(recordsFolder(folder), { recursive: true });
  await mkdir(join(folder, 'bytes'));
  await writeFileDurably(temporaryFolder, settingsPath(folder), JSON.stringify(settings));
}

/** Changes some of the bucket's settings, on the disk first. */
export async function changeSettings(bucket: Bucket, changes: Partial<BucketSettings>): Promise<void> {
  await changeBucket(bucket, 'settings', async () => {
    const settings = { ...bucket.settings, ...changes };
    await writeFileDurably(bucket.temporaryFolder, settingsPath(bucket.folder), JSON.stringify(settings));
    bucket.settings = settings;
  });
}
