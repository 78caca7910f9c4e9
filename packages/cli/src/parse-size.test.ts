import { expect, test } from 'vitest';
import { parseSize } from './parse-size.ts';

test.each([
  ['1', 1],
  ['1000000', 1_000_000],
  ['10B', 10],
  ['1.5k', 1500],
  ['500MB', 500_000_000],
  ['2GB', 2_000_000_000],
  ['2 gb', 2_000_000_000],
  ['2G', 2_000_000_000],
  ['1.5GiB', 1_610_612_736],
  ['1Ki', 1024],
  ['4TiB', 4 * 2 ** 40],
])('%s is %i bytes', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

test.each(['', '0', '0.2', '-1', '2GBB', 'GB', '1e9', '2 potatoes', '1iB', '1,5GB', '99999999TB', '٣MB'])(
  '%j is no size',
  (text) => {
    expect(parseSize(text)).toBeNull();
  },
);
