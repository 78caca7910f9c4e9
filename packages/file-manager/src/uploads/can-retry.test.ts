import { expect, test } from 'vitest';
import { canRetry } from './can-retry.ts';

test('a file that is too large is not offered to be tried again', () => {
  expect(canRetry('file-too-large')).toBe(false);
});

test('a quota that was full may have room now', () => {
  expect(canRetry('quota-exceeded')).toBe(true);
});
