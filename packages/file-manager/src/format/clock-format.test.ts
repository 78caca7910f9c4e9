import { expect, test } from 'vitest';
import { clockFormat } from './clock-format.ts';

test.each([
  [0, '0:00'],
  [7.9, '0:07'],
  [187, '3:07'],
  [3729, '1:02:09'],
])('%s seconds are %s', (seconds, text) => {
  expect(clockFormat(seconds)).toBe(text);
});
