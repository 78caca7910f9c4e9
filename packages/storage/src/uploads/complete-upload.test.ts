import { describe, expect, test } from 'vitest';
import { checksumOf, createTestStorage, OWNER, pattern } from '../../testing/test-storage.ts';
import { COMPLETE_LEASE_MS } from './upload-session.ts';

const MIB = 2 ** 20;
const SIX_MIB = pattern(6 * MIB);

describe('completing an upload', () => {
  test.each([true, false])(
    'stores the file where the store reports checksums: %s',
    async (reportsChecksums) => {
      const { upload, ledger, storage } = createTestStorage({ reportsChecksums });
      const file = await upload(SIX_MIB, { projectId: 'p-1' });
      expect(file).toMatchObject({
        fileName: 'mix.wav',
        sizeBytes: 6 * MIB,
        checksum: checksumOf(SIX_MIB),
        projectId: 'p-1',
        trashedAt: null,
      });
      expect(Object.keys(file)).not.toContain('storageKey');
      expect(await ledger()).toEqual({ usedBytes: 6 * MIB, reservedBytes: 0 });
      expect((await storage.files.list({ owner: OWNER })).files).toEqual([file]);
    },
  );

  test('names the parts that are missing, and lets the upload go on', async () => {
    const { create, send, complete, stateOf } = createTestStorage();
    const bytes = pattern(12 * MIB);
    const session = await create(bytes);
    await send(session, bytes, [2]);
    expect(await complete(session, bytes)).toEqual({
      kind: 'incomplete',
      missing: [
        { partNumber: 1, reason: 'absent' },
        { partNumber: 3, reason: 'absent' },
      ],
    });
    expect(await stateOf(session)).toBe('uploading');
    await send(session, bytes, [1, 3]);
    expect(await complete(session, bytes)).toMatchObject({ kind: 'stored' });
  });

  test.each([true, false])(
    'stores nothing when the bytes are not the claimed ones, where the store reports checksums: %s',
    async (reportsChecksums) => {
      const { create, send, complete, isEmpty, stateOf } = createTestStorage({ reportsChecksums });
      const session = await create(SIX_MIB);
      await send(session, SIX_MIB);
      const completing = complete(session, pattern(6 * MIB, 2));
      await expect(completing).rejects.toMatchObject({ code: 'checksum-mismatch' });
      expect(await stateOf(session)).toBe('failed');
      expect(await isEmpty()).toBe(true);
      const again = complete(session, SIX_MIB);
      await expect(again).rejects.toMatchObject({
        code: 'upload-ended',
        details: { reason: 'checksum-mismatch' },
      });
    },
  );

  test('answers the same file however often it is asked', async () => {
    const { create, send, complete, ledger } = createTestStorage();
    const session = await create(SIX_MIB);
    await send(session, SIX_MIB);
    const first = await complete(session, SIX_MIB);
    expect(await complete(session, SIX_MIB)).toEqual(first);
    expect(await ledger()).toEqual({ usedBytes: 6 * MIB, reservedBytes: 0 });
  });

  test('is refused with other bytes than those that are stored', async () => {
    const { create, send, complete } = createTestStorage();
    const session = await create(SIX_MIB);
    await send(session, SIX_MIB);
    await complete(session, SIX_MIB);
    await expect(complete(session, pattern(6 * MIB, 2))).rejects.toMatchObject({ code: 'file-changed' });
  });

  test('can be given up after the store failed, and then leaves nothing', async () => {
    const { create, send, complete, breakNext, storage, isEmpty } = createTestStorage();
    const session = await create(SIX_MIB);
    await send(session, SIX_MIB);
    breakNext('completeMultipart', 'after');
    await expect(complete(session, SIX_MIB)).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(await storage.uploads.list({ owner: OWNER })).toMatchObject([
      { id: session.id, state: 'completing' },
    ]);
    await storage.uploads.abort({ owner: OWNER, sessionId: session.id });
    expect(await isEmpty()).toBe(true);
  });

  test('makes one file of five completions at once', async () => {
    const { create, send, complete, storage } = createTestStorage();
    const session = await create(SIX_MIB);
    await send(session, SIX_MIB);
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => complete(session, SIX_MIB)));
    const refusals = outcomes
      .filter((outcome) => outcome.status === 'rejected')
      .map((outcome) => outcome.reason.code);
    expect(outcomes.some((outcome) => outcome.status === 'fulfilled')).toBe(true);
    expect(new Set(refusals)).toEqual(new Set(['upload-busy']));
    expect((await storage.files.list({ owner: OWNER })).files).toHaveLength(1);
  });

  test('or an abort wins, never both', async () => {
    for (const first of ['complete', 'abort'] as const) {
      const { create, send, complete, storage, ledger } = createTestStorage();
      const session = await create(SIX_MIB);
      await send(session, SIX_MIB);
      const calls = {
        complete: () => complete(session, SIX_MIB),
        abort: () => storage.uploads.abort({ owner: OWNER, sessionId: session.id }),
      };
      const second = first === 'complete' ? 'abort' : 'complete';
      await Promise.allSettled([calls[first](), calls[second]()]);
      const { files } = await storage.files.list({ owner: OWNER });
      expect(files).toHaveLength(first === 'complete' ? 1 : 0);
      expect(await ledger()).toEqual({ usedBytes: first === 'complete' ? 6 * MIB : 0, reservedBytes: 0 });
    }
  });

  test.each([
    ['listParts', 'before'],
    ['completeMultipart', 'before'],
    ['completeMultipart', 'after'],
    ['headObject', 'before'],
  ] as const)(
    'succeeds at the next call when the store failed in %s, %s it took effect',
    async (method, moment) => {
      const { create, send, complete, breakNext, ledger } = createTestStorage();
      const session = await create(SIX_MIB);
      await send(session, SIX_MIB);
      breakNext(method, moment);
      await expect(complete(session, SIX_MIB)).rejects.toMatchObject({ code: 'store-unavailable' });
      expect(await complete(session, SIX_MIB)).toMatchObject({ kind: 'stored' });
      expect(await ledger()).toEqual({ usedBytes: 6 * MIB, reservedBytes: 0 });
    },
  );

  test('is finished by the sweeper when the client never asks again', async () => {
    const { create, send, complete, breakNext, storage, pass, ledger } = createTestStorage();
    const session = await create(SIX_MIB);
    await send(session, SIX_MIB);
    breakNext('completeMultipart', 'after');
    await expect(complete(session, SIX_MIB)).rejects.toMatchObject({ code: 'store-unavailable' });
    pass(COMPLETE_LEASE_MS);
    expect(await storage.jobs.sweepUploads()).toEqual({ swept: 1, failures: [] });
    expect(await ledger()).toEqual({ usedBytes: 6 * MIB, reservedBytes: 0 });
  });
});
