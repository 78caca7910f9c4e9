import { expect, test } from 'vitest';
import { messageOf, StorageError } from './storage-error.ts';

test('a refusal for want of space names the bytes needed and the bytes free', () => {
  const error = new StorageError('quota-exceeded', { neededBytes: 30_000_000, availableBytes: 512 });
  expect(error.message).toContain('30.0 MB needed, 512 bytes free');
  expect(error.code).toBe('quota-exceeded');
});

test('an unknown name problem still tells what to do', () => {
  expect(messageOf('name-invalid', { problem: 'other' })).toContain('Choose another one');
});
