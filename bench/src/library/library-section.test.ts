import { expect, test } from 'vitest';
import { librarySection, withLibrarySection } from './library-section.ts';

test('a section takes the place of the one with its heading, and others stay', () => {
  const first = withLibrarySection('# Report\n', '## A\n\none');
  const both = withLibrarySection(first, '## B\n\ntwo');
  const again = withLibrarySection(both, '## A\n\nthree');
  expect(librarySection('# Report\n')).toBe('');
  expect(librarySection(again)).toContain('## B\n\ntwo');
  expect(again).toContain('## A\n\nthree');
  expect(again).not.toContain('one');
  expect(again.startsWith('# Report\n')).toBe(true);
});
