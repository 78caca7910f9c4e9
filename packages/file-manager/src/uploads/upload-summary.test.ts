import type { UploadItem, UploadStatus } from '@dawg/client/upload/upload-item';
import { totalsOf } from '@dawg/client/upload/upload-totals';
import { StorageError } from '@dawg/contract/storage-error';
import { expect, test } from 'vitest';
import { summariseUploads } from './upload-summary.ts';

const item = (status: UploadStatus, numbers: Partial<UploadItem> = {}): UploadItem => ({
  id: crypto.randomUUID(),
  sessionId: null,
  fileName: 'mix.wav',
  folderPath: '',
  priority: 0,
  sizeBytes: 100,
  sentBytes: 0,
  resumedBytes: 0,
  bytesPerSecond: 0,
  secondsLeft: null,
  status,
  ...numbers,
});
const summarise = (items: readonly UploadItem[]) => summariseUploads(items, totalsOf(items, 0));
const failed: UploadStatus = { kind: 'failed', error: new StorageError('file-empty') };

test('no uploads are idle', () => {
  expect(summarise([])).toMatchObject({ phase: 'idle', fraction: 0, secondsLeft: null });
});

test('one file that is sent outweighs those that are paused or failed', () => {
  expect(summarise([item({ kind: 'paused' }), item(failed), item({ kind: 'sending' })]).phase).toBe(
    'sending',
  );
});

test('a failed file takes its bytes out of the whole, so that the rest can reach 100 %', () => {
  const cancelled: UploadStatus = { kind: 'cancelled' };
  const summary = summarise([
    item(failed),
    item(cancelled),
    item({ kind: 'completing' }, { sentBytes: 100 }),
  ]);
  expect(summary.fraction).toBe(1);
});

test('a failure is what remains to be told once nothing moves', () => {
  expect(summarise([item(failed), item({ kind: 'cancelled' })]).phase).toBe('failed');
});
