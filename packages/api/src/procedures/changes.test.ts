import type { ChangeEvent } from '@dawg/contract/wire-changes';
import { createTestStorage, OWNER, pattern } from '@dawg/storage/testing/test-storage';
import { isTrackedEnvelope } from '@trpc/server';
import { expect, test } from 'vitest';
import { createCaller } from '../app-router.ts';

interface Told {
  readonly id: string;
  readonly event: ChangeEvent;
}

/** Follows as a client does, for the owner while they are signed in. */
function follow(world: ReturnType<typeof createTestStorage>, lastEventId?: string) {
  const session: { owner: string | null } = { owner: OWNER };
  const gone = new AbortController();
  const caller = createCaller(
    { storage: world.storage, principal: async () => session.owner, requestId: 'test' },
    { signal: gone.signal },
  );
  const stream = caller.changes(lastEventId === undefined ? undefined : { lastEventId });
  const events = stream.then((iterable) => iterable[Symbol.asyncIterator]());
  return {
    session,
    leave: () => gone.abort(),
    next: async (): Promise<Told | null> => {
      const { done, value } = await (await events).next();
      if (done) return null;
      if (!isTrackedEnvelope(value)) throw new Error('an event without an id');
      return { id: value[0], event: value[1] as ChangeEvent };
    },
  };
}

const kindsOf = (told: Told | null) =>
  told?.event.kind === 'changes' ? told.event.changes.map(({ kind }) => kind) : told?.event.kind;

/** Reads on until all of these have been told. */
async function readUntil(stream: ReturnType<typeof follow>, kind: string): Promise<string[]> {
  const seen: string[] = [];
  while (!seen.includes(kind)) seen.push(...[kindsOf(await stream.next()) ?? []].flat());
  return seen;
}

test('whoever follows is told when it begins, then what happens', async () => {
  const world = createTestStorage();
  const stream = follow(world);
  expect(kindsOf(await stream.next())).toBe('ready');
  const { id: fileId } = await world.upload(pattern(10));
  expect(await readUntil(stream, 'file-stored')).toContain('upload-begun');
  await world.storage.files.trash({ owner: OWNER, fileId });
  expect(await readUntil(stream, 'file-trashed')).toContain('file-trashed');
});

test('whoever comes back is told what happened meanwhile, once, and no beginning again', async () => {
  const world = createTestStorage();
  const first = follow(world);
  const { id } = (await first.next()) ?? { id: '' };
  first.leave();
  await world.upload(pattern(10));
  const second = follow(world, id);
  const told = await second.next();
  expect([kindsOf(told) ?? []].flat().toSorted()).toEqual(['file-stored', 'upload-begun', 'upload-ended']);
  await world.upload(pattern(20), { fileName: 'b.wav' });
  const third = follow(world, told?.id);
  expect([kindsOf(await third.next()) ?? []].flat()).toHaveLength(3);
});

test('whoever was away for too long is told to fetch everything anew, and is followed from there', async () => {
  const world = createTestStorage();
  const { id } = (await follow(world).next()) ?? { id: '' };
  await world.upload(pattern(10));
  await world.storage.jobs.forgetChanges();
  const stream = follow(world, id);
  expect(kindsOf(await stream.next())).toBe('refetch');
  await world.upload(pattern(20), { fileName: 'b.wav' });
  expect(await readUntil(stream, 'file-stored')).toContain('file-stored');
});

test('a stream ends when its owner has signed out', async () => {
  const world = createTestStorage();
  const stream = follow(world);
  await stream.next();
  stream.session.owner = null;
  const next = stream.next();
  await world.upload(pattern(10));
  await expect(next).rejects.toThrow('signed out');
});

test('a stream whose client leaves stops listening', async () => {
  const world = createTestStorage();
  for (let count = 0; count < 50; count++) {
    const stream = follow(world);
    await stream.next();
    const next = stream.next();
    stream.leave();
    expect(await next).toBeNull();
  }
});
