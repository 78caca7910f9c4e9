import { expect, test } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

test.each([
  ['2', 2000],
  [' 30 ', 30_000],
  ['0', 0],
  [null, 0],
  [undefined, 0],
  ['Wed, 21 Oct 2026 07:28:00 GMT', 0],
  ['-5', 0],
  ['1e9', 0],
])('an answer with Retry-After %j is waited on for %i ms', (header, ms) => {
  expect(retryAfterMs(header)).toBe(ms);
});

test('no answer is waited on for longer than two minutes', () => {
  expect(retryAfterMs('86400')).toBe(120_000);
});
