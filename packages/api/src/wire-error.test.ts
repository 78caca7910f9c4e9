import { StorageError } from '@dawg/contract/storage-error';
import { createTestStorage, OWNER } from '@dawg/storage/testing/test-storage';
import { TRPCError } from '@trpc/server';
import { describe, expect, test } from 'vitest';
import { createCaller } from './app-router.ts';
import { toWireError } from './wire-error.ts';

describe('a refused call', () => {
  test('tells code, figures, status and a sentence', () => {
    const cause = new StorageError('quota-exceeded', { neededBytes: 10, availableBytes: 9 });
    const wire = toWireError(new TRPCError({ code: 'FORBIDDEN', cause }), 'request-1');
    expect(wire).toEqual({
      message: expect.stringContaining('10 bytes needed, 9 bytes free'),
      data: {
        code: 'quota-exceeded',
        details: { neededBytes: 10, availableBytes: 9 },
        httpStatus: 403,
        requestId: 'request-1',
      },
    });
  });

  test('tells nothing of a failure that is not one of ours', () => {
    const cause = new Error('relation "StoredFile" does not exist at /srv/app/secret.ts');
    const wire = toWireError(
      new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause, message: cause.message }),
      'r',
    );
    expect(wire.data).toEqual({ code: 'internal', details: {}, httpStatus: 500, requestId: 'r' });
    expect(JSON.stringify(wire)).not.toMatch(/StoredFile|secret/);
  });

  test.each([
    [{ fileId: 'not-a-uuid' }, 'fileId'],
    [{}, 'fileId'],
    [{ fileId: crypto.randomUUID(), owner: 'somebody-else' }, 'owner'],
    [null, 'input'],
  ])('for the input %j names what is wrong with it', async (input, named) => {
    const { storage } = createTestStorage();
    const caller = createCaller({ storage, principal: async () => OWNER, requestId: 'test' });
    const get = caller.files.get as (anything: unknown) => Promise<unknown>;
    const error = await get(input).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TRPCError);
    const wire = toWireError(error as TRPCError, 'r');
    expect(wire.data).toMatchObject({ code: 'invalid-request', httpStatus: 400 });
    expect(wire.message).toContain(named);
  });
});
