import { StorageError } from '@dawg/contract/storage-error';
import { TRPCClientError } from '@trpc/client';
import { expect, test } from 'vitest';
import { english } from './english.ts';
import { explain } from './explain.ts';

const answered = (code: 'internal' | 'name-taken') =>
  new StorageError(
    code,
    {},
    {
      cause: new TRPCClientError('refused', {
        result: { error: { code: -32603, message: 'refused', data: { code, requestId: 'r-17' } } },
      }),
    },
  );

test('a failure that is to be reported names its request', () => {
  expect(explain(answered('internal'), english.failure)).toMatch(/Request id r-17\.$/);
});

test('a refusal that explains itself does not', () => {
  expect(explain(answered('name-taken'), english.failure)).toBe(answered('name-taken').message);
});
