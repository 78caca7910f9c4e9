import type { FilePage, FileSort, SortOrder } from '@dawg/contract/wire';
import { describe, expect, test } from 'vitest';
import { createTestStorage, OWNER, pattern } from '../../testing/test-storage.ts';

const SORTS: readonly FileSort[] = ['uploadedAt', 'fileName', 'sizeBytes', 'durationSeconds', 'contentType'];
const ORDERS: readonly SortOrder[] = ['asc', 'desc'];

describe('pages', () => {
  test.each(SORTS.flatMap((sort) => ORDERS.map((order) => [sort, order] as const)))(
    'by %s %s are turned back as they were turned on',
    async (sort, order) => {
      const { storage, upload, pass } = createTestStorage();
      for (let index = 0; index < 7; index++) {
        await upload(pattern(1 + (index % 3)), { fileName: `take ${index}.wav` });
        if (index % 2) pass(1000);
      }
      const ask = (page: Partial<Pick<FilePage, 'nextCursor' | 'previousCursor'>>) =>
        storage.files.list({
          owner: OWNER,
          limit: 3,
          sort,
          order,
          cursor: page.nextCursor ?? page.previousCursor,
          direction: page.previousCursor ? 'backward' : 'forward',
        });
      const first = await ask({});
      const second = await ask({ nextCursor: first.nextCursor });
      const third = await ask({ nextCursor: second.nextCursor });
      expect([first, second, third].map(({ files }) => files.length)).toEqual([3, 3, 1]);
      expect(first.previousCursor).toBeNull();
      expect(third.nextCursor).toBeNull();
      const back = await ask({ previousCursor: third.previousCursor });
      expect(back.files).toEqual(second.files);
      const start = await ask({ previousCursor: back.previousCursor });
      expect(start.files).toEqual(first.files);
      expect(start.previousCursor).toBeNull();
      expect((await ask({ nextCursor: start.nextCursor })).files).toEqual(second.files);
    },
  );

  test('of one sort are refused to another', async () => {
    const { storage, upload } = createTestStorage();
    await upload(pattern(1));
    await upload(pattern(1));
    const { nextCursor } = await storage.files.list({ owner: OWNER, limit: 1, sort: 'sizeBytes' });
    const other = storage.files.list({ owner: OWNER, sort: 'uploadedAt', cursor: nextCursor });
    await expect(other).rejects.toMatchObject({ code: 'invalid-request' });
  });
});

test('a cursor at a time that no database knows is refused', async () => {
  const { storage } = createTestStorage();
  for (const ms of [-62_135_596_800_001, 253_402_300_800_000]) {
    const cursor = JSON.stringify(['uploadedAt', ms, crypto.randomUUID()]);
    const list = storage.files.list({ owner: OWNER, sort: 'uploadedAt', cursor });
    await expect(list).rejects.toMatchObject({ code: 'invalid-request' });
  }
});

test('a file is described within the limits of tags and metadata', async () => {
  const { storage, upload } = createTestStorage();
  const { id: fileId } = await upload(pattern(1));
  const describe = (change: object) => storage.files.describe({ owner: OWNER, fileId, ...change });
  expect(
    await describe({ tags: [' Drums ', 'drums'], metadata: { provider: 'x' }, isFavourite: true }),
  ).toMatchObject({
    tags: ['Drums'],
    metadata: { provider: 'x' },
    isFavourite: true,
    isPublic: false,
    publicUrl: null,
  });
  for (const wrong of [
    { tags: ['a\nb'] },
    { tags: ['x'.repeat(101)] },
    { metadata: { '': 'x' } },
    { metadata: { x: 'y'.repeat(1001) } },
    { metadata: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, ''])) },
  ])
    await expect(describe(wrong)).rejects.toMatchObject({ code: 'invalid-request' });
});

test('copies and duplicates are told with what they are called here', async () => {
  const { storage, upload } = createTestStorage();
  const first = await upload(pattern(9), { fileName: 'Mix v3.wav' });
  await upload(pattern(9), { fileName: 'Mix v3 copy.wav' });
  await upload(pattern(8));
  const { sizeBytes, checksum } = first;
  const copies = await storage.files.findCopies({ owner: OWNER, sizeBytes, checksum });
  expect(copies.map(({ fileName }) => fileName).toSorted()).toEqual(['Mix v3 copy.wav', 'Mix v3.wav']);
  const { groups, nextCursor } = await storage.files.duplicates({ owner: OWNER });
  expect(groups).toMatchObject([{ sizeBytes: 9, checksum, fileCount: 2 }]);
  expect(nextCursor).toBeNull();
  for (const cursor of ['x', '1 x', '1 AAAAAA== more', '-1 AAAAAA=='])
    await expect(storage.files.duplicates({ owner: OWNER, cursor })).rejects.toMatchObject({
      code: 'invalid-request',
    });
});
