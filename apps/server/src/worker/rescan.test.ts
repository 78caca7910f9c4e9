import type { QueuedVersion } from '@dawg/database/jobs/analysis-queue';
import { createMemoryCatalog } from '@dawg/storage/testing/memory-catalog';
import { createMemoryObjectStore } from '@dawg/storage/testing/memory-object-store';
import { storeInCatalog } from '@dawg/storage/testing/store-in-catalog';
import { createStorage } from '@dawg/storage/storage';
import { expect, test } from 'vitest';
import { createRescan } from './rescan.ts';

const OWNER = 'owner';
const AT = new Date('2026-03-01T12:00:00.000Z');

/** So many versions that nobody has scanned, and a rescan two at a time. */
async function opened(count: number) {
  const catalog = createMemoryCatalog();
  const storage = createStorage({
    ...catalog,
    objects: createMemoryObjectStore(),
    clock: { now: () => AT },
    ids: { next: () => crypto.randomUUID() },
    settings: {
      maxFileBytes: 1,
      smallestPartBytes: 1,
      singlePutMaxBytes: 1,
      playbackUrlSeconds: 1,
      scansUploads: false,
    },
  });
  for (let index = 0; index < count; index += 1) await storeInCatalog(catalog, OWNER);
  const queued: QueuedVersion[] = [];
  const rescan = createRescan(
    storage,
    {
      enqueue: async (versions, how) => {
        expect(how).toEqual({ isUrgent: false });
        queued.push(...versions);
      },
    },
    { chunk: 2 },
  );
  const scan = async (versions: readonly QueuedVersion[], scannedWith: string) => {
    for (const { versionId } of versions)
      await catalog.scans.record(versionId, { state: 'clean', detail: null, scannedWith, at: AT });
  };
  /** Goes on by a chunk, and answers what was asked for. */
  const goOn = async (scanner: string) => {
    await rescan(scanner);
    return queued.splice(0);
  };
  return { goOn, scan };
}

test('a rescan asks for a chunk, and for the next when half of it is done', async () => {
  const { goOn, scan } = await opened(3);
  const first = await goOn('one');
  expect(first).toHaveLength(2);
  expect(await goOn('one')).toEqual([]);
  await scan(first, 'one');
  const second = await goOn('one');
  expect(second).toHaveLength(1);
  await scan(second, 'one');
  expect(await goOn('one')).toEqual([]);
});

test('those that failed hold it up for a while, not for ever, and are asked for again at the end', async () => {
  const { goOn } = await opened(3);
  const first = await goOn('one');
  const rest: QueuedVersion[] = [];
  for (let looks = 0; rest.length === 0; looks += 1) {
    expect(looks).toBeLessThan(100);
    rest.push(...(await goOn('one')));
  }
  expect(rest).toHaveLength(1);
  expect(await goOn('one')).toEqual([]); // the end of the walk
  expect(await goOn('one')).toEqual(first);
});

test('new signatures begin it anew', async () => {
  const { goOn, scan } = await opened(2);
  await scan(await goOn('one'), 'one');
  expect(await goOn('one')).toEqual([]);
  expect(await goOn('two')).toHaveLength(2);
});
