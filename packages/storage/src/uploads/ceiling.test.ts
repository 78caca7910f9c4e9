import { partRanges, planOf } from '@dawg/contract/part-plan';
import type { UploadSession } from '@dawg/contract/wire';
import { describe, expect, test } from 'vitest';
import {
  checksumOf,
  createTestStorage,
  OWNER,
  pattern,
  type TestOptions,
} from '../../testing/test-storage.ts';
import { COMPLETE_LEASE_MS, SESSION_IDLE_MS } from './upload-session.ts';

const MIB = 2 ** 20;
const CEILING = 20 * MIB;
const PART = 5 * MIB;
const BYTES = pattern(CEILING);
const first = (sizeBytes: number) => BYTES.subarray(0, sizeBytes);

/** A stream's upload: sizes are told when they are known. */
function openCeiling(options: TestOptions = {}) {
  const world = createTestStorage(options);
  const { storage, store, create } = world;
  const begin = (change: Parameters<typeof create>[1] = {}) =>
    create(pattern(1), { sizeBytes: CEILING, isCeiling: true, ...change });
  const sign = async ({ id: sessionId }: UploadSession, partNumber: number, slice: Uint8Array) => {
    const part = { partNumber, checksum: checksumOf(slice), sizeBytes: slice.length };
    const [signed] = await storage.uploads.sign({ owner: OWNER, sessionId, parts: [part] });
    if (!signed) throw new Error('not signed');
    return signed;
  };
  const sendPart = async (session: UploadSession, partNumber: number, slice: Uint8Array) => {
    if (store.receivePart(await sign(session, partNumber, slice), slice) !== 200) throw new Error('refused');
  };
  const send = async (session: UploadSession, bytes: Uint8Array, only?: readonly number[]) => {
    for (const { partNumber, start, end } of partRanges(planOf(bytes.length, PART)))
      if (!only || only.includes(partNumber)) await sendPart(session, partNumber, bytes.subarray(start, end));
  };
  const complete = ({ id: sessionId }: UploadSession, bytes: Uint8Array, sizeBytes?: number) =>
    storage.uploads.complete({
      owner: OWNER,
      sessionId,
      checksum: checksumOf(bytes),
      sizeBytes: sizeBytes ?? bytes.length,
    });
  return { ...world, begin, sign, sendPart, send, complete };
}

describe('an upload under a ceiling', () => {
  test('reserves the ceiling, and is one of parts however small', async () => {
    const { begin, ledger, storeCalls } = openCeiling();
    expect(await begin()).toMatchObject({ isCeiling: true, sizeBytes: CEILING, partCount: 4 });
    expect(await begin({ sizeBytes: 10 })).toMatchObject({ isCeiling: true, partSizeBytes: PART });
    expect(storeCalls()).toEqual(['startMultipart', 'startMultipart']);
    expect(await ledger()).toEqual({ usedBytes: 0, reservedBytes: CEILING + 10 });
  });

  test.each([
    ['one byte', 1],
    ['less than a part', PART - 1],
    ['exactly a part', PART],
    ['a part and a byte', PART + 1],
    ['exactly the ceiling', CEILING],
  ])('of which %s arrives is a file of that size, and the rest is given back', async (_what, sizeBytes) => {
    for (const reportsChecksums of [true, false]) {
      const { begin, send, complete, ledger, store } = openCeiling({ reportsChecksums });
      const [session, bytes] = [await begin(), first(sizeBytes)];
      await send(session, bytes);
      const completed = await complete(session, bytes);
      expect(completed).toMatchObject({ kind: 'stored', file: { sizeBytes, checksum: checksumOf(bytes) } });
      expect(await ledger()).toEqual({ usedBytes: sizeBytes, reservedBytes: 0 });
      expect(store.bytesHeld()).toBe(sizeBytes);
      expect(await complete(session, bytes)).toEqual(completed);
      expect(await ledger()).toEqual({ usedBytes: sizeBytes, reservedBytes: 0 });
    }
  });

  test('without a byte is refused as empty however often it is completed, and leaves nothing', async () => {
    const { begin, complete, isEmpty, stateOf } = openCeiling();
    const session = await begin();
    for (let times = 0; times < 2; times++) {
      await expect(complete(session, new Uint8Array())).rejects.toMatchObject({ code: 'file-empty' });
      expect(await isEmpty()).toBe(true);
    }
    expect(await stateOf(session)).toBe('failed');
  });

  test('without a byte gives its ceiling back by the sweeper when the store failed', async () => {
    const { begin, complete, isEmpty, breakNext, storage, ledger } = openCeiling();
    const session = await begin();
    breakNext('abortMultipart');
    await expect(complete(session, new Uint8Array())).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(await ledger()).toEqual({ usedBytes: 0, reservedBytes: CEILING });
    await storage.jobs.sweepUploads();
    expect(await isEmpty()).toBe(true);
  });

  test('is not completed with more than the ceiling, nor without a size, and goes on', async () => {
    const { begin, send, complete, storage, stateOf } = openCeiling();
    const [session, bytes] = [await begin(), first(10)];
    await send(session, bytes);
    await expect(complete(session, bytes, CEILING + 1)).rejects.toMatchObject({
      code: 'file-too-large',
      details: { sizeBytes: CEILING + 1, maxBytes: CEILING },
    });
    const silent = { owner: OWNER, sessionId: session.id, checksum: checksumOf(bytes) };
    await expect(storage.uploads.complete(silent)).rejects.toMatchObject({ code: 'invalid-request' });
    expect(await stateOf(session)).toBe('uploading');
    expect(await complete(session, bytes)).toMatchObject({ kind: 'stored' });
  });

  test('names the parts of what was sent that are missing, and no others', async () => {
    const { begin, send, complete, ledger } = openCeiling();
    const [session, bytes] = [await begin(), first(2 * PART + 7)];
    await send(session, bytes, [2]);
    const missing = [1, 3].map((partNumber) => ({ partNumber, reason: 'absent' }));
    expect(await complete(session, bytes)).toEqual({ kind: 'incomplete', missing });
    expect(await ledger()).toEqual({ usedBytes: 0, reservedBytes: CEILING });
    await send(session, bytes, [1, 3]);
    expect(await complete(session, bytes)).toMatchObject({ kind: 'stored' });
  });

  test('names a middle part that is not full, and goes on when it is', async () => {
    const { begin, send, sendPart, complete } = openCeiling();
    const [session, bytes] = [await begin(), first(2 * PART + 7)];
    await send(session, bytes);
    await sendPart(session, 1, bytes.subarray(0, PART - 1));
    const missing = [{ partNumber: 1, reason: 'wrong-size' }];
    expect(await complete(session, bytes)).toEqual({ kind: 'incomplete', missing });
    await send(session, bytes, [1]);
    expect(await complete(session, bytes)).toMatchObject({ kind: 'stored' });
  });

  test('does not take a part for one that was signed anew with another size and never sent', async () => {
    const { begin, send, sign, complete, storage } = openCeiling({ reportsChecksums: false });
    const [session, bytes] = [await begin(), first(PART + 7)];
    await send(session, bytes);
    await sign(session, 2, first(8));
    const { parts } = await storage.uploads.get({ owner: OWNER, sessionId: session.id });
    expect(parts.map(({ checksum }) => checksum !== null)).toEqual([true, false]);
    const missing = [{ partNumber: 2, reason: 'wrong-size' }];
    expect(await complete(session, bytes)).toEqual({ kind: 'incomplete', missing });
  });

  test('forgets what was sent beyond the end that is claimed', async () => {
    const { begin, send, complete, store, ledger } = openCeiling();
    const [session, bytes] = [await begin(), first(3 * PART)];
    await send(session, bytes);
    expect(await complete(session, bytes.subarray(0, PART))).toMatchObject({ kind: 'stored' });
    expect(store.keysHeld().multiparts).toEqual([]);
    expect(store.bytesHeld()).toBe(PART);
    expect(await ledger()).toEqual({ usedBytes: PART, reservedBytes: 0 });
  });

  test('fails with nothing stored when the bytes are not the claimed ones', async () => {
    const { begin, send, complete, isEmpty } = openCeiling();
    const [session, bytes] = [await begin(), first(PART + 7)];
    await send(session, bytes);
    const other = complete(session, pattern(PART + 7, 2));
    await expect(other).rejects.toMatchObject({ code: 'checksum-mismatch' });
    expect(await isEmpty()).toBe(true);
  });

  test('is refused with another size once its file is stored', async () => {
    const { begin, send, complete } = openCeiling();
    const [session, bytes] = [await begin(), first(10)];
    await send(session, bytes);
    await complete(session, bytes);
    await expect(complete(session, bytes, 11)).rejects.toMatchObject({ code: 'file-changed' });
  });

  test.each([
    ['listParts', 'before'],
    ['completeMultipart', 'before'],
    ['completeMultipart', 'after'],
    ['headObject', 'before'],
  ] as const)(
    'is finished by the sweeper, at the size that was claimed, when the store failed in %s, %s it took effect',
    async (method, moment) => {
      const { begin, send, complete, breakNext, storage, pass, ledger } = openCeiling();
      const [session, bytes] = [await begin(), first(PART + 7)];
      await send(session, bytes);
      breakNext(method, moment);
      await expect(complete(session, bytes)).rejects.toMatchObject({ code: 'store-unavailable' });
      pass(COMPLETE_LEASE_MS);
      expect(await storage.jobs.sweepUploads()).toEqual({ swept: 1, failures: [] });
      expect(await ledger()).toEqual({ usedBytes: PART + 7, reservedBytes: 0 });
      expect(await complete(session, bytes)).toMatchObject({ file: { sizeBytes: PART + 7 } });
    },
  );

  test('gives the ceiling back when nobody used it for a day', async () => {
    const { begin, send, storage, pass, isEmpty, stateOf } = openCeiling();
    const session = await begin();
    await send(session, first(PART + 7));
    pass(SESSION_IDLE_MS);
    await storage.jobs.sweepUploads();
    expect(await stateOf(session)).toBe('expired');
    expect(await isEmpty()).toBe(true);
  });

  test('is completed, given up and swept at once with the ledger exact to the byte', async () => {
    for (let round = 0; round < 8; round++) {
      const { begin, send, complete, storage, pass, ledger, store } = openCeiling();
      const [session, bytes] = [await begin(), first(PART + 7)];
      await send(session, bytes);
      if (round % 2 === 0) pass(SESSION_IDLE_MS);
      const calls = [
        () => complete(session, bytes),
        () => complete(session, bytes.subarray(0, PART)),
        () => storage.uploads.abort({ owner: OWNER, sessionId: session.id }),
        () => storage.jobs.sweepUploads(),
      ];
      const turned = [...calls.slice(round % 4), ...calls.slice(0, round % 4)];
      await Promise.allSettled(turned.map((call) => call()));
      pass(COMPLETE_LEASE_MS);
      await storage.jobs.sweepUploads();
      const stored = (await storage.files.list({ owner: OWNER })).files;
      const open = await storage.uploads.list({ owner: OWNER });
      const usedBytes = stored.reduce((sum, file) => sum + file.sizeBytes, 0);
      expect(await ledger()).toEqual({ usedBytes, reservedBytes: open.length * CEILING });
      expect(store.bytesHeld()).toBe(usedBytes);
    }
  });

  test('repeats create by its key, and a file of that size is another upload', async () => {
    const { begin, create, ledger } = openCeiling();
    const idempotencyKey = crypto.randomUUID();
    const session = await begin({ idempotencyKey });
    expect(await begin({ idempotencyKey })).toMatchObject({ id: session.id });
    const asFile = create(pattern(1), { idempotencyKey, sizeBytes: CEILING });
    await expect(asFile).rejects.toMatchObject({ code: 'idempotency-conflict' });
    expect(await ledger()).toEqual({ usedBytes: 0, reservedBytes: CEILING });
  });

  test('refuses an empty ceiling, and one above the largest file', async () => {
    const { begin, isEmpty } = openCeiling();
    await expect(begin({ sizeBytes: 0 })).rejects.toMatchObject({ code: 'file-empty' });
    await expect(begin({ sizeBytes: 101 * MIB })).rejects.toMatchObject({ code: 'file-too-large' });
    expect(await isEmpty()).toBe(true);
  });
});

describe('the size of a part', () => {
  const part = (partNumber: number, sizeBytes: number) => ({ partNumber, sizeBytes, checksum: 'AAAAAA==' });

  test.each([0, PART + 1])('under a ceiling is not %i, whatever part it is of', async (sizeBytes) => {
    const { begin, storage } = openCeiling();
    const { id: sessionId } = await begin();
    const signing = storage.uploads.sign({ owner: OWNER, sessionId, parts: [part(1, sizeBytes)] });
    await expect(signing).rejects.toMatchObject({ code: 'invalid-request', details: { partNumber: 1 } });
  });

  test('is the plan’s where there is no ceiling, and signed exactly', async () => {
    const { create, storage } = createTestStorage();
    const { id: sessionId } = await create(first(PART + 7));
    const sign = (sizeBytes: number) =>
      storage.uploads.sign({ owner: OWNER, sessionId, parts: [part(2, sizeBytes)] });
    expect(await sign(7)).toMatchObject([{ sizeBytes: 7 }]);
    await expect(sign(6)).rejects.toMatchObject({ code: 'invalid-request' });
  });

  test('is refused by create before anything is reserved', async () => {
    const { begin, create, isEmpty } = openCeiling();
    const inParts = (sizeBytes: number) => ({ parts: [part(1, sizeBytes)] });
    await expect(begin(inParts(PART + 1))).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(create(first(10), inParts(9))).rejects.toMatchObject({ code: 'invalid-request' });
    expect(await isEmpty()).toBe(true);
  });
});

test('an upload of a known size is completed with that size or none', async () => {
  const { create, send, storage } = createTestStorage();
  const session = await create(first(10));
  await send(session, first(10));
  const complete = (sizeBytes: number) =>
    storage.uploads.complete({
      owner: OWNER,
      sessionId: session.id,
      checksum: checksumOf(first(10)),
      sizeBytes,
    });
  await expect(complete(9)).rejects.toMatchObject({ code: 'invalid-request' });
  expect(await complete(10)).toMatchObject({ kind: 'stored', file: { sizeBytes: 10 } });
});
