import type { Quota } from '@dawg/contract/wire';
import { expect, test } from 'vitest';
import { quotaShares } from './quota-shares.ts';

const quota = (numbers: Partial<Quota>): Quota => ({
  totalBytes: 1000,
  usedBytes: 0,
  reservedBytes: 0,
  availableBytes: 1000,
  fileBytes: 0,
  trashedBytes: 0,
  versionBytes: 0,
  deletingBytes: 0,
  fileCount: 0,
  trashedCount: 0,
  ...numbers,
});

test('files, versions, trash, what is being deleted, uploads in progress and free space add up to the total', () => {
  const {
    level: _level,
    fraction: _fraction,
    ...shares
  } = quotaShares(
    quota({
      usedBytes: 500,
      fileBytes: 250,
      versionBytes: 40,
      trashedBytes: 200,
      deletingBytes: 10,
      reservedBytes: 100,
    }),
  );
  expect(shares).toEqual({
    fileBytes: 250,
    versionBytes: 40,
    trashedBytes: 200,
    deletingBytes: 10,
    reservedBytes: 100,
    freeBytes: 400,
  });
});

test.each([
  [799, 'calm'],
  [800, 'warning'],
  [949, 'warning'],
  [950, 'critical'],
  [1200, 'critical'],
])('%d of 1000 bytes are %s', (usedBytes, level) => {
  expect(quotaShares(quota({ usedBytes })).level).toBe(level);
});

test('an upload in progress counts before it is stored', () => {
  expect(quotaShares(quota({ usedBytes: 700, reservedBytes: 250 })).level).toBe('critical');
});

test('a quota lowered below what is stored leaves nothing free, not less than nothing', () => {
  expect(quotaShares(quota({ usedBytes: 1200 })).freeBytes).toBe(0);
});
