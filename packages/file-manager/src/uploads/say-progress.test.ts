import type { UploadItem, UploadStatus } from '@dawg/client/upload/upload-item';
import { totalsOf } from '@dawg/client/upload/upload-totals';
import { storedFile } from '@dawg/contract/testing/stored-file';
import { StorageError } from '@dawg/contract/storage-error';
import { expect, test } from 'vitest';
import { english } from '../messages/english.ts';
import { sayProgress } from './say-progress.ts';

const item = (id: string, kind: 'sending' | 'cancelled' | 'completing', sentBytes: number): UploadItem => ({
  id,
  sessionId: null,
  fileName: `${id}.wav`,
  folderPath: '',
  priority: 0,
  sizeBytes: 100,
  sentBytes,
  resumedBytes: 0,
  bytesPerSecond: 0,
  secondsLeft: null,
  status: { kind },
});
const withStatus = (of: UploadItem, status: UploadStatus): UploadItem => ({ ...of, status });
const file = storedFile('a');
const snapshot = (items: UploadItem[]) => ({ items, unfinished: 0, totals: totalsOf(items, 0) });
const between = (before: UploadItem[], after: UploadItem[]) =>
  sayProgress(snapshot(before), snapshot(after), english.uploads.say);

test('the start is said with the number of files', () => {
  expect(between([], [item('a', 'sending', 0), item('b', 'sending', 0)])).toBe('Uploading 2 files.');
});

test('each quarter of the whole is said once, and nothing in between', () => {
  expect(between([item('a', 'sending', 24)], [item('a', 'sending', 26)])).toBe('25 percent uploaded.');
  expect(between([item('a', 'sending', 26)], [item('a', 'sending', 49)])).toBeNull();
});

test('of two quarters passed at once only the later is said', () => {
  expect(between([item('a', 'sending', 10)], [item('a', 'sending', 60)])).toBe('50 percent uploaded.');
});

test('the end is said with the number of files stored', () => {
  const last = item('a', 'completing', 99);
  expect(between([last], [withStatus({ ...last, sentBytes: 100 }, { kind: 'stored', file })])).toBe(
    '1 file uploaded.',
  );
});

test('a failure is said with its reason', () => {
  const failed = withStatus(item('a', 'sending', 0), {
    kind: 'failed',
    error: new StorageError('file-empty'),
  });
  expect(between([item('a', 'sending', 0)], [failed])).toBe(
    'a.wav was not uploaded. The file is empty. Export it again and upload the new file.',
  );
});
