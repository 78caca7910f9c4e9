import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { changeBucket, type Bucket } from '../bucket/bucket.ts';
import { renameDurably, stageFile, syncFolder } from '../disk/durable-write.ts';
import { bytesDropped, type HistoryChange, type KeyHistory } from './key-history.ts';

/** A key and its versions as one file: whatever changes about a key changes by one rename. */
export interface ObjectRecord {
  readonly key: string;
  readonly history: KeyHistory;
}

/** How a change of a key is made. */
export interface KeyChange {
  /** Decides on the newest state, preconditions included: nothing else can change the key between this and the commit. */
  decide(history: KeyHistory): HistoryChange;
  /** Makes the bytes the new record speaks of durable, just before the commit. */
  placeBytes?(): Promise<void>;
  /** Runs after the commit, before anybody else may change the key. */
  afterCommit?(): Promise<void>;
}

/** Changes one key, durably and atomically, then lets go of the bytes nothing refers to any more. */
export function changeKey(bucket: Bucket, key: string, change: KeyChange): Promise<HistoryChange> {
  return changeBucket(bucket, `key:${key}`, async () => {
    const before = bucket.index.history(key);
    const decided = change.decide(before);
    if (decided.history === before) return decided;
    await commit(bucket, { key, history: decided.history }, change);
    bucket.index.set(key, decided.history);
    await change.afterCommit?.();
    await Promise.all(bytesDropped(before, decided.history).map((id) => bucket.bytes.remove(id)));
    return decided;
  });
}

/** Keys are hashed, not mapped to paths: no key can leave the folder, be too long, clash by case or be another's parent. */
export function recordPath(bucket: Bucket, key: string): string {
  return join(recordsFolder(bucket.folder), `${createHash('sha256').update(key).digest('hex')}.json`);
}

export function recordsFolder(bucketFolder: string): string {
  return join(bucketFolder, 'objects');
}

export function readRecord(path: string): ObjectRecord {
  // The file is ours and was renamed into place whole.
  return JSON.parse(readFileSync(path, 'utf8')) as ObjectRecord;
}

async function commit(bucket: Bucket, record: ObjectRecord, change: KeyChange): Promise<void> {
  const path = recordPath(bucket, record.key);
  if (record.history.length === 0) {
    await rm(path, { force: true });
    await syncFolder(recordsFolder(bucket.folder));
    return;
  }
  // A full disk shows itself here, while nothing has been moved yet.
  const staged = await stageFile(bucket.temporaryFolder, JSON.stringify(record));
  try {
    await change.placeBytes?.();
  } catch (error) {
    await rm(staged, { force: true });
    throw error;
  }
  // If this fails, which of the two records is on the disk is open: so both their bytes stay until the next start looks.
  await renameDurably(staged, path);
}
