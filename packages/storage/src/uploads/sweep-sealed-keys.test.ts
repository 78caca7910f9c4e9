import { describe, expect, test } from 'vitest';
import { createTestStorage, OWNER, pattern } from '../../testing/test-storage.ts';
import { lastPutEnd, LONGEST_PUT_MS, PART_URL_SECONDS } from './upload-session.ts';

const BYTES = pattern(10);
const T0 = new Date(0);
const SEALED_MS = lastPutEnd(T0).getTime();

type World = ReturnType<typeof createTestStorage>;

/** An upload that was aborted after its URL was signed. */
async function aborted(world: World) {
  const session = await world.create(BYTES);
  const [ready] = await world.sign(session, BYTES);
  await world.storage.uploads.abort({ owner: OWNER, sessionId: session.id });
  if (!ready) throw new Error('not signed');
  return ready.signed;
}

/** A file that was deleted for good, and the URL it was stored by. */
async function purged(world: World, { afterMs = 0 } = {}) {
  const session = await world.create(BYTES);
  const [ready] = await world.sign(session, BYTES);
  if (!ready) throw new Error('not signed');
  expect(world.store.receivePart(ready.signed, BYTES)).toBe(200);
  const completed = await world.complete(session, BYTES);
  if (completed.kind !== 'stored') throw new Error('incomplete');
  const request = { owner: OWNER, fileId: completed.file.id };
  await world.storage.files.trash(request);
  world.pass(afterMs);
  return { signed: ready.signed, request };
}

describe('a sealed key', () => {
  test('holds its tombstone for longer than a URL lives and a PUT may take', () => {
    expect(SEALED_MS).toBeGreaterThan(PART_URL_SECONDS * 1000 + LONGEST_PUT_MS);
  });

  test('loses it when its time is over, and not before', async () => {
    const world = createTestStorage();
    const signed = await aborted(world);
    world.pass(SEALED_MS - 1);
    expect(await world.storage.jobs.sweepSealedKeys()).toEqual({ unsealed: 0, failures: [] });
    expect(world.store.keysHeld().sealed).toHaveLength(1);
    world.pass(1);
    expect(await world.storage.jobs.sweepSealedKeys()).toEqual({ unsealed: 1, failures: [] });
    expect(world.store.keysHeld()).toEqual({ objects: [], multiparts: [], sealed: [] });
    expect(world.store.receivePart(signed, BYTES)).toBe(403);
    expect(await world.storage.jobs.sweepSealedKeys()).toEqual({ unsealed: 0, failures: [] });
  });

  test('is what a file leaves that is purged while its URL is alive: nothing comes back unbilled', async () => {
    const world = createTestStorage();
    const { signed, request } = await purged(world);
    await world.storage.files.purge(request);
    expect(await world.ledger()).toEqual({ usedBytes: 0, reservedBytes: 0 });
    expect(world.store.receivePart(signed, BYTES)).toBe(412);
    expect(await world.isEmpty()).toBe(true);
    world.pass(SEALED_MS);
    expect(await world.storage.jobs.sweepSealedKeys()).toEqual({ unsealed: 1, failures: [] });
    expect(world.store.keysHeld().sealed).toEqual([]);
  });

  test('is not what a file leaves that is purged when its URL is dead', async () => {
    const world = createTestStorage();
    const { request } = await purged(world, { afterMs: SEALED_MS });
    await world.storage.files.purge(request);
    expect(world.storeCalls()).not.toContain('sealKey');
    expect(world.store.keysHeld()).toEqual({ objects: [], multiparts: [], sealed: [] });
  });

  test('is not what a file of parts leaves', async () => {
    const world = createTestStorage({ singlePutMaxBytes: 0 });
    const { request } = await purged(world);
    await world.storage.files.purge(request);
    expect(world.storeCalls()).not.toContain('sealKey');
    expect(await world.isEmpty()).toBe(true);
  });

  test.each([
    ['sealKey', 'before'],
    ['sealKey', 'after'],
    ['headObject', 'before'],
    ['headObject', 'after'],
  ] as const)(
    'whose %s failed %s it took effect keeps the file charged until the next run',
    async (method, moment) => {
      const world = createTestStorage();
      const { signed, request } = await purged(world);
      world.breakNext(method, moment);
      await expect(world.storage.files.purge(request)).rejects.toMatchObject({ code: 'store-unavailable' });
      expect(await world.ledger()).toEqual({ usedBytes: 10, reservedBytes: 0 });
      expect(await world.storage.jobs.finishPurges()).toEqual({ purged: 1, failures: [] });
      expect(world.store.receivePart(signed, BYTES)).toBe(412);
      expect(await world.isEmpty()).toBe(true);
      world.pass(SEALED_MS);
      expect(await world.storage.jobs.sweepSealedKeys()).toEqual({ unsealed: 1, failures: [] });
    },
  );

  test.each(['before', 'after'] as const)(
    'that could not be opened, %s the deletion took effect, is reported and stops no other',
    async (moment) => {
      const world = createTestStorage();
      for (let count = 0; count < 3; count++) await aborted(world);
      world.pass(SEALED_MS);
      world.breakNext('deleteObject', moment);
      const report = await world.storage.jobs.sweepSealedKeys();
      expect(report).toMatchObject({ unsealed: 2, failures: [{ error: { code: 'store-unavailable' } }] });
      expect(await world.storage.jobs.sweepSealedKeys()).toEqual({ unsealed: 1, failures: [] });
      expect(world.store.keysHeld().sealed).toEqual([]);
    },
  );

  test('is never downloaded: a URL from before the purge brings no byte', async () => {
    const world = createTestStorage();
    const { request } = await purged(world);
    await world.storage.files.restore(request);
    const { url } = await world.storage.files.createDownloadUrl(request);
    await world.storage.files.trash(request);
    await world.storage.files.purge(request);
    expect(world.store.serveDownload(url)?.bytes ?? new Uint8Array()).toHaveLength(0);
    await expect(world.storage.files.createDownloadUrl(request)).rejects.toMatchObject({
      code: 'file-not-found',
    });
  });
});
