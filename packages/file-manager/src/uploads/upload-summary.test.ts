import type { UploadItem, UploadStatus } from '@dawg/client/upload/upload-item';
import { StorageError } from '@dawg/contract/storage-error';
import { expect, test } from 'vitest';
import { summariseUploads } from './upload-summary.ts';

const item = (status: UploadStatus, numbers: Partial<UploadItem> = {}): UploadItem => ({
  id: crypto.randomUUID(),
  sessionId: null,
  fileName: 'mix.wav',
  sizeBytes: 100,
  sentBytes: 0,
  resumedBytes: 0,
  bytesPerSecond: 0,
  secondsLeft: null,
  status,
  ...numbers,
});
const failed: UploadStatus = { kind: 'failed', error: new StorageError('file-empty') };

test('no uploads are idle', () => {
  expect(summariseUploads([])).toMatchObject({ phase: 'idle', fraction: 0, secondsLeft: null });
});

test('one file that is sent outweighs those that are paused or failed', () => {
  expect(summariseUploads([item({ kind: 'paused' }), item(failed), item({ kind: 'sending' })]).phase).toBe(
    'sending',
  );
});

test('a failed file takes its bytes out of the whole, so that the rest can reach 100 %', () => {
  const cancelled: UploadStatus = { kind: 'cancelled' };
  const summary = summariseUploads([
    item(failed),
    item(cancelled),
    item({ kind: 'completing' }, { sentBytes: 100 }),
  ]);
  expect(summary.fraction).toBe(1);
});

test('the time left comes from the bytes left and the speed of all', () => {
  const summary = summariseUploads([
    item({ kind: 'sending' }, { sentBytes: 50, bytesPerSecond: 10 }),
    item({ kind: 'sending' }, { sentBytes: 50, bytesPerSecond: 15 }),
  ]);
  expect(summary).toMatchObject({
    sentBytes: 100,
    totalBytes: 200,
    fraction: 0.5,
    bytesPerSecond: 25,
    secondsLeft: 4,
  });
});

test('a failure is what remains to be told once nothing moves', () => {
  expect(summariseUploads([item(failed), item({ kind: 'cancelled' })]).phase).toBe('failed');
});
