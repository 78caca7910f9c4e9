import { StorageError } from '@dawg/contract/storage-error';
import { expect, test } from 'vitest';
import { settleEach } from './settle-each.ts';

test('one failure leaves the others done', async () => {
  const { done, failed } = await settleEach(['a', 'b', 'c'], async (item) => {
    if (item === 'b') throw new StorageError('file-not-found');
  });
  expect(done).toEqual(['a', 'c']);
  expect(failed.map(({ item, error }) => [item, error.code])).toEqual([['b', 'file-not-found']]);
});

test('at most six calls are under way at once, and every item has its turn', async () => {
  let underWay = 0;
  let most = 0;
  const { done } = await settleEach(
    Array.from({ length: 40 }, (_, index) => index),
    async () => {
      most = Math.max(most, ++underWay);
      await Promise.resolve();
      underWay -= 1;
    },
  );
  expect(done).toHaveLength(40);
  expect(most).toBe(6);
});
