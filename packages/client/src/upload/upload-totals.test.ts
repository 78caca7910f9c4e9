import { StorageError } from '@dawg/contract/storage-error';
import { expect, test } from 'vitest';
import type { UploadItem, UploadStatus } from './upload-item.ts';
import { totalsOf } from './upload-totals.ts';

const item = (status: UploadStatus, sentBytes = 0): UploadItem => ({
  id: crypto.randomUUID(),
  sessionId: null,
  fileName: 'mix.wav',
  folderPath: '',
  sizeBytes: 100,
  priority: 0,
  sentBytes,
  resumedBytes: 0,
  bytesPerSecond: 0,
  secondsLeft: null,
  status,
});

test('the time left comes from the bytes left and the speed of all', () => {
  expect(totalsOf([item({ kind: 'sending' }, 50), item({ kind: 'queued' }, 50)], 25)).toEqual({
    sentBytes: 100,
    totalBytes: 200,
    bytesPerSecond: 25,
    secondsLeft: 4,
  });
});

test('a failed or cancelled file takes its bytes out of the whole', () => {
  const failed: UploadStatus = { kind: 'failed', error: new StorageError('file-empty') };
  expect(totalsOf([item(failed, 7), item({ kind: 'cancelled' }, 9)], 25)).toMatchObject({
    sentBytes: 0,
    totalBytes: 0,
  });
});

test('nothing that is sent has no speed, and no time left that could be told', () => {
  expect(totalsOf([item({ kind: 'paused' }, 50)], 25)).toMatchObject({
    bytesPerSecond: 0,
    secondsLeft: null,
  });
});
