import { crc32, encodeCrc32 } from '@dawg/contract/crc32';
import { createStorage } from '@dawg/storage/storage';
import { createMemoryCatalog } from '@dawg/storage/testing/memory-catalog';
import { createMemoryObjectStore } from '@dawg/storage/testing/memory-object-store';
import Fastify from 'fastify';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startJobs } from './jobs.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

const SETTINGS = {
  maxFileBytes: 1,
  smallestPartBytes: 1,
  singlePutMaxBytes: 1,
  playbackUrlSeconds: 1,
  scansUploads: false,
};
const DAY_MS = 24 * 60 * 60 * 1000;

/** A domain on its twins whose database answers the sweep when it is let. */
function slowStorage() {
  const catalog = createMemoryCatalog();
  const sweeps: PromiseWithResolvers<void>[] = [];
  const storage = createStorage({
    ...catalog,
    uploads: {
      ...catalog.uploads,
      findDue: async (due, page) => {
        const sweep = Promise.withResolvers<void>();
        sweeps.push(sweep);
        await sweep.promise;
        return catalog.uploads.findDue(due, page);
      },
    },
    objects: createMemoryObjectStore({ now: Date.now }),
    clock: { now: () => new Date() },
    ids: { next: () => crypto.randomUUID() },
    settings: SETTINGS,
  });
  return { storage, sweeps };
}

test('a sweep that takes longer than a minute has the next ones left out, and the end waits for it alone', async () => {
  const { storage, sweeps } = slowStorage();
  const jobs = startJobs(storage, Fastify().log, { trashDays: 30 });
  await vi.waitFor(() => expect(sweeps).toHaveLength(1));
  vi.advanceTimersByTime(5 * 60_000);
  let isStopped = false;
  const stopping = jobs.stop().then(() => (isStopped = true));
  await new Promise(setImmediate);
  expect(isStopped).toBe(false);
  sweeps[0]?.resolve();
  await stopping;
  expect(sweeps).toHaveLength(1);
});

test('a sweep comes a minute after one that has ended', async () => {
  const { storage, sweeps } = slowStorage();
  const jobs = startJobs(storage, Fastify().log, { trashDays: 30 });
  await vi.waitFor(() => expect(sweeps).toHaveLength(1));
  sweeps[0]?.resolve();
  await new Promise(setImmediate);
  vi.advanceTimersByTime(60_000);
  expect(sweeps).toHaveLength(2);
  sweeps[1]?.resolve();
  await jobs.stop();
});

test('a sweep removes the tombstones whose time is over', async () => {
  let now = Date.now();
  const objects = createMemoryObjectStore({ now: () => now });
  const storage = createStorage({
    ...createMemoryCatalog(),
    objects,
    clock: { now: () => new Date(now) },
    ids: { next: () => crypto.randomUUID() },
    settings: SETTINGS,
  });
  const file = { fileName: 'a.wav', sizeBytes: 1, contentType: 'audio/wav' };
  const created = await storage.uploads.create({ ...file, owner: 'o', idempotencyKey: 'given-up-in-time' });
  if (created.kind !== 'session') throw new Error('stored already');
  await storage.uploads.abort({ owner: 'o', sessionId: created.session.id });
  expect(objects.keysHeld().sealed).toHaveLength(1);
  now += 2 * DAY_MS;
  const jobs = startJobs(storage, Fastify().log, { trashDays: 30 });
  await vi.waitFor(() => expect(objects.keysHeld().sealed).toEqual([]));
  await jobs.stop();
});

test('a sweep deletes for good what has been in the trash for its days', async () => {
  let now = Date.now();
  const objects = createMemoryObjectStore({ now: () => now });
  const storage = createStorage({
    ...createMemoryCatalog(),
    objects,
    clock: { now: () => new Date(now) },
    ids: { next: () => crypto.randomUUID() },
    settings: SETTINGS,
  });
  const part = { partNumber: 1, checksum: encodeCrc32(crc32(new Uint8Array(1))) };
  const upload = {
    idempotencyKey: 'goes-to-the-trash',
    fileName: 'a.wav',
    sizeBytes: 1,
    contentType: 'audio/wav',
  };
  const created = await storage.uploads.create({ ...upload, owner: 'o', parts: [part] });
  if (created.kind !== 'session' || !created.signed[0]) throw new Error('stored already');
  objects.receivePart(created.signed[0], new Uint8Array(1));
  const done = { owner: 'o', sessionId: created.session.id, checksum: part.checksum };
  const completed = await storage.uploads.complete(done);
  if (completed.kind !== 'stored') throw new Error('incomplete');
  await storage.files.trash({ owner: 'o', fileId: completed.file.id });
  now += 30 * DAY_MS;
  const jobs = startJobs(storage, Fastify().log, { trashDays: 30 });
  await vi.waitFor(() => expect(objects.keysHeld().objects).toEqual([]));
  await jobs.stop();
  expect(await storage.quota.get({ owner: 'o' })).toMatchObject({ usedBytes: 0, trashedBytes: 0 });
});
