import type { UploadItem } from '@dawg/client/upload/upload-item';
import { StorageError } from '@dawg/contract/storage-error';
import type { StoredFile } from '@dawg/contract/wire';
import { expect, test } from 'vitest';
import { createFormat } from '../format/format.ts';
import { english } from '../messages/english.ts';
import { statusLine } from './status-line.ts';

const sending: UploadItem = {
  id: '1',
  sessionId: null,
  fileName: 'mix.wav',
  folderPath: '',
  priority: 0,
  sizeBytes: 80_000_000,
  sentBytes: 20_000_000,
  resumedBytes: 0,
  bytesPerSecond: 4_000_000,
  secondsLeft: 15,
  status: { kind: 'sending' },
};
const lineOf = (item: UploadItem) => statusLine(item, english, createFormat('en'));

test('a file on its way shows bytes and time left; the speed is that of all, in the tray’s head', () => {
  expect(lineOf(sending)).toBe('20 MB of 80 MB · 15 sec left');
});

test('a continued file says where it resumed, until its speed is known', () => {
  expect(lineOf({ ...sending, resumedBytes: 16_000_000, bytesPerSecond: 0, secondsLeft: null })).toBe(
    '20 MB of 80 MB · Resumed at 16 MB',
  );
});

test('a failed file shows the reason as people read it', () => {
  const error = new StorageError('file-too-large', { sizeBytes: 200e6, maxBytes: 100e6 });
  expect(lineOf({ ...sending, status: { kind: 'failed', error } })).toBe(
    'The file is too large: 200.0 MB where 100.0 MB are allowed.',
  );
});

test('a file whose bytes are stored already says as what', () => {
  const file = { fileName: 'Mix final.wav' } as StoredFile; // the line reads nothing else of it
  const copyOf = { fileId: 'f', fileName: 'Mix v3.wav' };
  expect(lineOf({ ...sending, status: { kind: 'stored', file, copyOf } })).toBe(
    'Uploaded · you already have this: Mix v3.wav',
  );
});
