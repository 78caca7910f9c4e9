import { expect, test } from 'vitest';
import { parseKey } from './parse-key.ts';

test.each([
  ['Am', 'A', 'minor'],
  ['C', 'C', 'major'],
  ['CM', 'C', 'major'],
  ['F# minor', 'F#', 'minor'],
  ['Bb', 'A#', 'major'],
  ['Ebmaj', 'D#', 'major'],
  ['Cb', 'B', 'major'],
  ['8A', 'A', 'minor'],
  ['8B', 'C', 'major'],
  ['1A', 'G#', 'minor'],
  ['12B', 'E', 'major'],
  ['1m', 'A', 'minor'],
  ['2d', 'G', 'major'],
])('the tag %j is the key %s %s', (text, tonic, mode) => {
  expect(parseKey(text)).toEqual({ tonic, mode });
});

test.each(['', 'o', '13A', '0A', 'J minor', '<b>', 'All keys'])('the tag %j names no key', (text) => {
  expect(parseKey(text)).toBeNull();
});
