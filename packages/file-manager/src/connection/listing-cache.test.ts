import { storedFile } from '@dawg/contract/testing/stored-file';
import { expect, test } from 'vitest';
import { withChanged, without, type CachedListing } from './listing-cache.ts';

const file = (id: string) => storedFile(id);

const listing: CachedListing = {
  pages: [
    { files: [file('a'), file('b')], nextCursor: 'after b', previousCursor: null },
    { files: [file('c')], nextCursor: null, previousCursor: null },
  ],
  pageParams: [null, 'after b'],
};

test('files leave every page, and the pages keep their cursors', () => {
  const rest = without(listing, new Set(['b', 'c']));
  expect(rest.pages.map((page) => page.files.map(({ id }) => id))).toEqual([['a'], []]);
  expect(rest.pages.map((page) => page.nextCursor)).toEqual(['after b', null]);
  expect(rest.pageParams).toEqual(listing.pageParams);
});

test('the listing before is left as it was', () => {
  without(listing, new Set(['a']));
  expect(listing.pages[0]?.files).toHaveLength(2);
});

test('a file changes wherever it is, and the others stay the same objects', () => {
  const changed = withChanged(listing, 'b', (shown) => ({ ...shown, isFavourite: true }));
  expect(changed.pages.flatMap(({ files }) => files).map(({ isFavourite }) => isFavourite)).toEqual([
    false,
    true,
    false,
  ]);
  expect(changed.pages[0]?.files[0]).toBe(listing.pages[0]?.files[0]);
  expect(listing.pages[0]?.files[1]?.isFavourite).toBe(false);
});
