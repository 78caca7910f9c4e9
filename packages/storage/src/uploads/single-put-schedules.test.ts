import type { SignedPart } from '@dawg/contract/wire';
import { expect, test } from 'vitest';
import { checksumOf, createTestStorage, OWNER, pattern } from '../../testing/test-storage.ts';

const SCHEDULES = 150;
const STEPS = 60;
const HOUR = 3_600_000;
const FAULTY = ['headObject', 'sealKey', 'deleteObject', 'computeChecksum'] as const;

type World = ReturnType<typeof createTestStorage>;

/** All that a client may still hold: the URLs ever signed, and the sessions. */
interface Held {
  readonly urls: { readonly signed: SignedPart; readonly bytes: Uint8Array }[];
  readonly sessions: { readonly id: string; readonly bytes: Uint8Array }[];
}

for (const reportsChecksums of [true, false]) {
  test(`whatever happens to small files in whatever order, nothing is unbilled or charged twice; checksums: ${reportsChecksums}`, async () => {
    for (let seed = 1; seed <= SCHEDULES; seed++) {
      const world = createTestStorage({ reportsChecksums });
      const random = randomFrom(seed);
      const held: Held = { urls: [], sessions: [] };
      for (let step = 0; step < STEPS; step++) {
        if (random() < 0.2) world.breakNext(pick(FAULTY, random), random() < 0.5 ? 'before' : 'after');
        // Two at once meet at every await.
        await Promise.allSettled([act(world, held, random), act(world, held, random)]);
        await requireInvariants(world, `seed ${seed}, step ${step}`);
      }
      await comeToRest(world, held);
      expect(world.store.keysHeld(), `seed ${seed}`).toEqual({ objects: [], multiparts: [], sealed: [] });
      expect(await world.ledger(), `seed ${seed}`).toEqual({ usedBytes: 0, reservedBytes: 0 });
    }
  });
}

async function act(world: World, held: Held, random: () => number): Promise<unknown> {
  const { storage, store, pass } = world;
  const session = held.sessions[Math.floor(random() * held.sessions.length)];
  const request = { owner: OWNER, sessionId: session?.id ?? '' };
  const trashed = random() < 0.5;
  const action = Math.floor(random() * 12);
  if (action <= 1) return createSigned(world, held, random);
  if (action <= 4) {
    const url = held.urls[Math.floor(random() * held.urls.length)];
    return url && store.receivePart(url.signed, url.bytes);
  }
  if (action === 5) return pass(random() < 0.8 ? random() * 0.1 * HOUR : random() * 30 * HOUR);
  if (action === 6) return storage.jobs.sweepUploads();
  if (action === 7) return storage.jobs.sweepSealedKeys().then(() => storage.jobs.finishPurges());
  if (action === 8) {
    const { files } = await storage.files.list({ owner: OWNER, trashed });
    const [file] = files;
    return file && storage.files[trashed ? 'purge' : 'trash']({ owner: OWNER, fileId: file.id });
  }
  if (!session) return;
  if (action === 9) return storage.uploads.abort(request);
  const claimed = random() < 0.8 ? session.bytes : pattern(session.bytes.length, 99);
  return storage.uploads.complete({ ...request, checksum: checksumOf(claimed) });
}

async function createSigned({ storage, requestFor }: World, held: Held, random: () => number): Promise<void> {
  const bytes = pattern(1 + Math.floor(random() * 20), Math.floor(random() * 100));
  const parts = [{ partNumber: 1, checksum: checksumOf(bytes) }];
  const created = await storage.uploads.create({ ...requestFor(bytes), parts });
  if (created.kind !== 'session') return;
  held.sessions.push({ id: created.session.id, bytes });
  for (const signed of created.signed) held.urls.push({ signed, bytes });
}

/** I1, I2 and I8: the ledger is what the rows say, and no object takes room that no row pays for. */
async function requireInvariants({ storage, store, ledger }: World, when: string): Promise<void> {
  const { usedBytes, reservedBytes } = await ledger();
  const open = await storage.uploads.list({ owner: OWNER });
  const [active, trash] = await Promise.all(
    [false, true].map((trashed) => storage.files.list({ owner: OWNER, trashed })),
  );
  const visible = [...(active?.files ?? []), ...(trash?.files ?? [])];
  // Sessions being aborted and files being purged are not shown, and pay until their bytes are gone.
  expect(usedBytes, when).toBeGreaterThanOrEqual(sum(visible));
  expect(reservedBytes, when).toBeGreaterThanOrEqual(sum(open));
  expect(store.bytesHeld(), when).toBeLessThanOrEqual(usedBytes + reservedBytes);
}

/** Every session ends, every file is deleted, every URL is tried once more, and the sweepers run. */
async function comeToRest(world: World, held: Held): Promise<void> {
  const { storage, store, pass, mend } = world;
  mend();
  for (const trashed of [false, true]) {
    for (const { id: fileId } of (await storage.files.list({ owner: OWNER, trashed })).files) {
      if (!trashed) await storage.files.trash({ owner: OWNER, fileId });
    }
  }
  for (const { id: fileId } of (await storage.files.list({ owner: OWNER, trashed: true })).files) {
    await storage.files.purge({ owner: OWNER, fileId });
  }
  for (const { signed, bytes } of held.urls) store.receivePart(signed, bytes);
  await storage.jobs.finishPurges();
  // A session whose holder died may complete meanwhile: its file goes the same way.
  for (let round = 0; round < 3; round++) {
    pass(24 * HOUR);
    await storage.jobs.sweepUploads();
    for (const { id: fileId } of (await storage.files.list({ owner: OWNER })).files) {
      await storage.files.trash({ owner: OWNER, fileId });
      await storage.files.purge({ owner: OWNER, fileId });
    }
  }
  pass(48 * HOUR);
  await storage.jobs.sweepSealedKeys();
}

function sum(items: readonly { readonly sizeBytes: number }[]): number {
  return items.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
}

function pick<Item>(items: readonly [Item, ...Item[]], random: () => number): Item {
  return items[Math.floor(random() * items.length)] ?? items[0];
}

/** mulberry32: the same numbers for the same seed, which a failure names. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
