import type { UploadItem, UploadStatus } from '@dawg/client/upload/upload-item';
import { StorageError } from '@dawg/contract/storage-error';
import { expect, test } from 'vitest';
import { inTrayOrder } from './tray-order.ts';

const item = (id: string, status: UploadStatus): UploadItem => ({
  id,
  sessionId: null,
  fileName: `${id}.wav`,
  folderPath: '',
  priority: 0,
  sizeBytes: 10,
  sentBytes: 0,
  resumedBytes: 0,
  bytesPerSecond: 0,
  secondsLeft: null,
  status,
});

test('failures are on top, then what moves, then what waits its turn, and last what is over', () => {
  const items = [
    item('over', { kind: 'cancelled' }),
    item('next', { kind: 'queued' }),
    item('moving', { kind: 'sending' }),
    item('failed', { kind: 'failed', error: new StorageError('file-empty') }),
    item('moving too', { kind: 'waiting', error: new StorageError('store-unavailable') }),
  ];
  expect(inTrayOrder(items).map(({ id }) => id)).toEqual(['failed', 'moving', 'moving too', 'next', 'over']);
});
