import { createStorage } from '@dawg/storage/storage';
import { createMemoryCatalog } from '@dawg/storage/testing/memory-catalog';
import { createMemoryObjectStore } from '@dawg/storage/testing/memory-object-store';
import Fastify from 'fastify';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startJobs } from './jobs.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

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
    settings: { maxFileBytes: 1, smallestPartBytes: 1 },
  });
  return { storage, sweeps };
}

test('a sweep that takes longer than a minute has the next ones left out, and the end waits for it alone', async () => {
  const { storage, sweeps } = slowStorage();
  const jobs = startJobs(storage, Fastify().log);
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
  const jobs = startJobs(storage, Fastify().log);
  await vi.waitFor(() => expect(sweeps).toHaveLength(1));
  sweeps[0]?.resolve();
  await new Promise(setImmediate);
  vi.advanceTimersByTime(60_000);
  expect(sweeps).toHaveLength(2);
  sweeps[1]?.resolve();
  await jobs.stop();
});
