import { expect, test } from 'vitest';
import { bytesFormat } from './bytes-format.ts';

const english = bytesFormat('en');

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_000, '1 kB'],
  [48_512, '49 kB'],
  [4_230_000, '4.2 MB'],
  [104_857_600, '105 MB'],
  [999_900_000, '1 GB'],
  [1_073_741_824, '1.07 GB'],
  [52_300_000_000, '52.3 GB'],
  [7_000_000_000_000, '7 TB'],
])('%d bytes read as %s', (sizeBytes, text) => {
  expect(english(sizeBytes)).toBe(text);
});

test('a German reader gets a comma', () => {
  expect(bytesFormat('de')(4_230_000)).toBe('4,2 MB');
});

test('a negative size reads as nothing', () => {
  expect(english(-5)).toBe('0 bytes');
});
