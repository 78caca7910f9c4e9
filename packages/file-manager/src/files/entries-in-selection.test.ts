import { storedFile } from '@dawg/contract/testing/stored-file';
import type { StoredFile } from '@dawg/contract/wire';
import { expect, test } from 'vitest';
import { entriesIn, newlySelected } from './entries-in-selection.ts';

const file = (id: string) => storedFile(id);
const files = ['a', 'b', 'c'].map(file);
const idsOf = (some: readonly StoredFile[]) => some.map(({ id }) => id);

test('“all” means the files that are loaded', () => {
  expect(idsOf(entriesIn('all', files))).toEqual(['a', 'b', 'c']);
});

test('a key whose file has left the list selects nothing', () => {
  expect(idsOf(entriesIn(new Set(['b', 'gone']), files))).toEqual(['b']);
});

test('only what was not selected before is newly selected', () => {
  expect(idsOf(newlySelected(new Set(['a']), new Set(['a', 'c']), files))).toEqual(['c']);
});
