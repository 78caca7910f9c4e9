import { SINGLE_PUT_MAX_BYTES } from '@dawg/contract/limits';
import type { SignedPart } from '@dawg/contract/wire';
import { describe, expect, test } from 'vitest';
import { checksumOf, createTestStorage, OWNER, pattern } from '../../testing/test-storage.ts';
import { COMPLETE_LEASE_MS, SESSION_IDLE_MS } from './upload-session.ts';

const BYTES = pattern(10);
const PARTS = [{ partNumber: 1, checksum: checksumOf(BYTES) }];

/** A session whose URL was signed with it. */
async function createSigned(world: ReturnType<typeof createTestStorage>, idempotencyKey?: string) {
  const request = { ...world.requestFor(BYTES), parts: PARTS, ...(idempotencyKey && { idempotencyKey }) };
  const created = await world.storage.uploads.create(request);
  if (created.kind !== 'session') throw new Error('stored already');
  const [signed] = created.signed;
  if (!signed) throw new Error('not signed');
  return { session: created.session, signed };
}

describe('a small file', () => {
  test('goes in one PUT, and the store is asked nothing before it', async () => {
    const world = createTestStorage();
    const { session, signed } = await createSigned(world);
    expect(session).toMatchObject({ state: 'uploading', partCount: 1, partSizeBytes: 10 });
    expect(signed).toMatchObject({ partNumber: 1, sizeBytes: 10, expiresInSeconds: 900 });
    expect(world.storeCalls()).toEqual([]);
    expect(world.store.receivePart(signed, BYTES)).toBe(200);
    expect(await world.complete(session, BYTES)).toMatchObject({ kind: 'stored' });
    expect(world.storeCalls()).toEqual(['headObject']);
    expect(await world.ledger()).toEqual({ usedBytes: 10, reservedBytes: 0 });
    expect(world.store.keysHeld()).toMatchObject({ objects: { length: 1 }, multiparts: [], sealed: [] });
  });

  test('is read back before it is listed where the store keeps no checksums', async () => {
    const world = createTestStorage({ reportsChecksums: false });
    const { session, signed } = await createSigned(world);
    expect(world.store.receivePart(signed, pattern(10, 2))).toBe(200);
    await expect(world.complete(session, BYTES)).rejects.toMatchObject({ code: 'checksum-mismatch' });
    expect(await world.stateOf(session)).toBe('failed');
    expect(await world.isEmpty()).toBe(true);
    expect(await world.upload(BYTES)).toMatchObject({ checksum: checksumOf(BYTES) });
  });

  test.each([
    ['is no larger than the threshold', {}, SINGLE_PUT_MAX_BYTES + 1],
    ['is none where everything is to go in parts', { singlePutMaxBytes: 0 }, 1],
    ['is none where the store lets a PUT overwrite', { refusesOverwrite: false }, 1],
  ])('%s: others go in parts', async (_what, options, sizeBytes) => {
    const { create, store } = createTestStorage(options);
    await create(pattern(sizeBytes));
    expect(store.keysHeld().multiparts).toHaveLength(1);
  });

  test('of exactly the threshold goes in one PUT', async () => {
    const { create, storeCalls } = createTestStorage();
    expect(await create(pattern(SINGLE_PUT_MAX_BYTES))).toMatchObject({ partCount: 1 });
    expect(storeCalls()).toEqual([]);
  });

  test('has one session for one key, however often it is created, and a fresh URL each time', async () => {
    const world = createTestStorage();
    const first = await createSigned(world, 'the-same-key-thrice');
    world.pass(16 * 60_000);
    const again = await createSigned(world, 'the-same-key-thrice');
    expect(again.session.id).toBe(first.session.id);
    expect(await world.ledger()).toEqual({ usedBytes: 0, reservedBytes: 10 });
    const progress = await world.storage.uploads.get({ owner: OWNER, sessionId: first.session.id });
    expect(progress.session.expiresInSeconds).toBe(24 * 60 * 60); // the call moved the expiry on
    expect(world.store.receivePart(first.signed, BYTES)).toBe(403);
    expect(world.store.receivePart(again.signed, BYTES)).toBe(200);
    const third = await createSigned(world, 'the-same-key-thrice');
    expect(world.store.receivePart(third.signed, BYTES)).toBe(412);
    expect(await world.complete(first.session, BYTES)).toMatchObject({ kind: 'stored' });
  });

  test('completed before its bytes arrived is told to be missing part 1, and goes on', async () => {
    const world = createTestStorage();
    const { session, signed } = await createSigned(world);
    const missing = [{ partNumber: 1, reason: 'absent' }];
    expect(await world.complete(session, BYTES)).toEqual({ kind: 'incomplete', missing });
    expect(await world.stateOf(session)).toBe('uploading');
    world.store.receivePart(signed, BYTES);
    expect(await world.complete(session, BYTES)).toMatchObject({ kind: 'stored' });
  });

  test.each([true, false])(
    'is found in the store as part 1 by whoever goes on with it, where it reports checksums: %s',
    async (reportsChecksums) => {
      const world = createTestStorage({ reportsChecksums });
      const { session, signed } = await createSigned(world);
      const parts = async () => {
        const progress = await world.storage.uploads.get({ owner: OWNER, sessionId: session.id });
        return progress.parts;
      };
      expect(await parts()).toEqual([]);
      world.store.receivePart(signed, BYTES);
      expect(await parts()).toEqual([{ partNumber: 1, sizeBytes: 10, checksum: checksumOf(BYTES) }]);
    },
  );

  test('that is not what was claimed is stored nowhere, and its URL is dead', async () => {
    const world = createTestStorage();
    const { session, signed } = await createSigned(world);
    world.store.receivePart(signed, BYTES);
    const completing = world.complete(session, pattern(10, 2));
    await expect(completing).rejects.toMatchObject({ code: 'checksum-mismatch' });
    expect(await world.stateOf(session)).toBe('failed');
    await expectDead(world, signed);
  });

  test.each(['before', 'after'] as const)(
    'is stored by the next call when HEAD failed %s it answered',
    async (moment) => {
      const world = createTestStorage();
      const { session, signed } = await createSigned(world);
      world.store.receivePart(signed, BYTES);
      world.breakNext('headObject', moment);
      await expect(world.complete(session, BYTES)).rejects.toMatchObject({ code: 'store-unavailable' });
      expect(await world.complete(session, BYTES)).toMatchObject({ kind: 'stored' });
      expect(await world.ledger()).toEqual({ usedBytes: 10, reservedBytes: 0 });
    },
  );

  test('is completed by the sweeper when its holder died', async () => {
    const world = createTestStorage();
    const { session, signed } = await createSigned(world);
    world.store.receivePart(signed, BYTES);
    world.breakNext('headObject');
    await expect(world.complete(session, BYTES)).rejects.toMatchObject({ code: 'store-unavailable' });
    world.pass(COMPLETE_LEASE_MS);
    expect(await world.storage.jobs.sweepUploads()).toEqual({ swept: 1, failures: [] });
    expect(await world.ledger()).toEqual({ usedBytes: 10, reservedBytes: 0 });
  });
});

describe('a small file that is given up', () => {
  test.each([true, false])(
    'gives its bytes back at once, and its URL is dead; sent before: %s',
    async (isSent) => {
      const world = createTestStorage();
      const { session, signed } = await createSigned(world);
      if (isSent) world.store.receivePart(signed, BYTES);
      await world.storage.uploads.abort({ owner: OWNER, sessionId: session.id });
      await expectDead(world, signed);
    },
  );

  test('by nobody’s use for a day is expired in the same way', async () => {
    const world = createTestStorage();
    const { session } = await createSigned(world);
    world.pass(SESSION_IDLE_MS - 1000);
    const [ready] = await world.sign(session, BYTES); // moves the expiry on
    world.pass(SESSION_IDLE_MS);
    expect(await world.storage.jobs.sweepUploads()).toEqual({ swept: 1, failures: [] });
    expect(await world.stateOf(session)).toBe('expired');
    expect(world.store.receivePart(ready?.signed ?? never(), BYTES)).toBe(403);
    expect(await world.isEmpty()).toBe(true);
  });

  test.each([
    ['sealKey', 'before'],
    ['sealKey', 'after'],
    ['headObject', 'before'],
    ['headObject', 'after'],
  ] as const)(
    'keeps its bytes reserved when %s failed %s it took effect, until the next run',
    async (method, moment) => {
      const world = createTestStorage();
      const { session, signed } = await createSigned(world);
      world.store.receivePart(signed, BYTES);
      world.breakNext(method, moment);
      const aborting = world.storage.uploads.abort({ owner: OWNER, sessionId: session.id });
      await expect(aborting).rejects.toMatchObject({ code: 'store-unavailable' });
      expect(await world.stateOf(session)).toBe('aborting');
      expect(await world.ledger()).toEqual({ usedBytes: 0, reservedBytes: 10 });
      expect(await world.storage.jobs.sweepUploads()).toEqual({ swept: 1, failures: [] });
      expect(await world.stateOf(session)).toBe('aborted');
      await expectDead(world, signed);
    },
  );

  test('keeps its bytes reserved while the store does not seal its key, whatever it says', async () => {
    const world = createTestStorage();
    const { session, signed } = await createSigned(world);
    const { sealKey } = world.store;
    world.store.sealKey = async () => {};
    const abort = () => world.storage.uploads.abort({ owner: OWNER, sessionId: session.id });
    await expect(abort()).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(world.store.receivePart(signed, BYTES)).toBe(200);
    await expect(abort()).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(await world.ledger()).toEqual({ usedBytes: 0, reservedBytes: 10 });
    world.store.sealKey = sealKey;
    await abort();
    await expectDead(world, signed);
  });

  test('may be swept by two at once', async () => {
    const world = createTestStorage();
    const { signed } = await createSigned(world);
    world.pass(SESSION_IDLE_MS);
    await Promise.all([world.storage.jobs.sweepUploads(), world.storage.jobs.sweepUploads()]);
    expect(await world.isEmpty()).toBe(true);
    expect(world.store.receivePart(signed, BYTES)).toBe(403);
  });
});

/** The URL, alive as it is, stores nothing, and nothing is charged or takes room. */
async function expectDead(world: ReturnType<typeof createTestStorage>, signed: SignedPart): Promise<void> {
  expect(world.store.receivePart(signed, BYTES)).toBe(412);
  expect(await world.isEmpty()).toBe(true);
  expect(await world.ledger()).toEqual({ usedBytes: 0, reservedBytes: 0 });
  expect((await world.storage.files.list({ owner: OWNER })).files).toEqual([]);
}

function never(): never {
  throw new Error('not signed');
}
