import { expect, test } from 'vitest';
import { setupTokenOf } from './setup-token.ts';

test('the token is read from the fragment', () => {
  expect(setupTokenOf('#token=aB3_-x')).toBe('aB3_-x');
});

test.each(['', '#', '#token=', '#other=1'])('%j holds no token', (fragment) => {
  expect(setupTokenOf(fragment)).toBeNull();
});
