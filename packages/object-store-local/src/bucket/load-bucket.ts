import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest } from '../multipart/manifest.ts';
import { isOpenUpload, loadUpload, sealUpload } from '../multipart/upload-folder.ts';
import { readRecord, recordsFolder, type ObjectRecord } from '../object/object-record.ts';
import { temporaryFolder, type Store } from '../store.ts';
import { bucketAt, type Bucket, type BucketSettings } from './bucket.ts';
import { bucketFolder, settingsPath } from './bucket-folder.ts';

/** Rebuilds a bucket from its folder, and finishes or removes what a crash has left half-way. */
export async function loadBucket(store: Store, name: string): Promise<Bucket> {
  const folder = bucketFolder(store.directory, name);
  // The file is ours and was renamed into place whole.
  const settings = JSON.parse(await readFile(settingsPath(folder), 'utf8')) as BucketSettings;
  const bucket = bucketAt(folder, name, settings, temporaryFolder(store.directory), store.report);
  const records = await loadRecords(bucket);
  bucket.index.load(records.map(({ key, history }) => [key, history] as const));
  await sweepBytes(bucket, records);
  return bucket;
}

/** Read one after the other and synchronously, which for small files is several times faster than the thread pool. */
async function loadRecords(bucket: Bucket): Promise<ObjectRecord[]> {
  const folder = recordsFolder(bucket.folder);
  return (await readdir(folder)).map((name) => readRecord(join(folder, name)));
}

/**
 * The records say what is an object. Of the other entries, folders that still say they are uploads are open uploads; the rest
 * was on its way in, or on its way out, when the process died.
 */
async function sweepBytes(bucket: Bucket, records: readonly ObjectRecord[]): Promise<void> {
  const layouts = new Map(
    records
      .flatMap(({ history }) => history)
      .filter((version) => version.kind === 'object')
      .map(({ bytes }) => [bytes.id, bytes.layout]),
  );
  for (const entry of await readdir(bucket.bytes.path, { withFileTypes: true })) {
    const path = bucket.bytes.pathOf(entry.name);
    const layout = layouts.get(entry.name);
    if (layout === 'file') continue;
    const isOpen = entry.isDirectory() && (await isOpenUpload(path));
    if (layout === 'parts') {
      if (isOpen) await sealUpload(path, await readManifest(path));
    } else if (isOpen) {
      bucket.uploads.set(entry.name, await loadUpload(path));
    } else {
      await rm(path, { recursive: true, force: true });
    }
  }
}
