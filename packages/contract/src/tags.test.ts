import { expect, test } from 'vitest';
import { MAX_TAG_BYTES, MAX_TAGS } from './limits.ts';
import { cleanTags, tagKey, tagsProblem } from './tags.ts';

test('a tag is the same in any case and Unicode form', () => {
  expect(tagKey(' CAFE\u0301 ')).toBe(tagKey('caf\u00e9'));
});

test('tags are kept once, trimmed, in their first spelling', () => {
  expect(cleanTags([' Drums', 'drums', '', 'Bass '])).toEqual(['Drums', 'Bass']);
});

test('tags have a number, a length and a line of their own', () => {
  expect(tagsProblem(['Drums', 'rough mix'])).toBeNull();
  expect(tagsProblem(Array.from({ length: MAX_TAGS + 1 }, (_, index) => `t${index}`))).toMatch(/at most/);
  expect(tagsProblem(['ä'.repeat(MAX_TAG_BYTES / 2 + 1)])).toMatch(/bytes/);
  expect(tagsProblem(['a\nb'])).toMatch(/line ends/);
});
