import { StorageError } from '@dawg/contract/storage-error';
import type { StoredFile } from '@dawg/contract/wire';
import { expect, test } from 'vitest';
import { settleFiles } from './settle-files.ts';

const files = ['a', 'b', 'c'].map((id) => ({ id }) as StoredFile); // nothing else of them matters here

test('each file’s own answer says what became of it', async () => {
  const settled = await settleFiles(files, (ids) =>
    Promise.resolve({
      results: ids.map((fileId) =>
        fileId === 'b' ? { fileId, error: 'file-not-found' as const } : { fileId },
      ),
    }),
  );
  expect(settled.done.map(({ id }) => id)).toEqual(['a', 'c']);
  expect(settled.failed.map(({ item, error }) => [item.id, error.code])).toEqual([['b', 'file-not-found']]);
});

test('a call that fails as a whole fails for each of its files', async () => {
  const settled = await settleFiles(files, () => Promise.reject(new StorageError('server-unreachable')));
  expect(settled.done).toEqual([]);
  expect(settled.failed.map(({ error }) => error.code)).toEqual(Array(3).fill('server-unreachable'));
});

test('more files than one call takes go in several', async () => {
  const many = Array.from({ length: 10_001 }, (_, at) => ({ id: `file ${at}` }) as StoredFile);
  const sizes: number[] = [];
  const settled = await settleFiles(many, (ids) => {
    sizes.push(ids.length);
    return Promise.resolve({ results: ids.map((fileId) => ({ fileId })) });
  });
  expect(sizes).toEqual([10_000, 1]);
  expect(settled.done).toHaveLength(10_001);
});
