import { expect, test } from 'vitest';
import { checksumOf, createTestStorage, OWNER, pattern, STRANGER } from '../../testing/test-storage.ts';

type World = ReturnType<typeof createTestStorage>;

async function complete(world: World, bytes: Uint8Array, fileName: string) {
  const session = await world.create(bytes, { fileName });
  await world.send(session, bytes);
  const first = await world.complete(session, bytes);
  expect(await world.complete(session, bytes)).toEqual(first); // a repeated call is answered alike
  return first;
}

test('a file whose bytes the owner has already is answered with the name of the oldest', async () => {
  const world = createTestStorage();
  const oldest = await world.upload(pattern(100), { fileName: 'Mix v3.wav' });
  world.pass(1000);
  await world.upload(pattern(100), { fileName: 'Mix v4.wav' });
  world.pass(1000);
  expect(await complete(world, pattern(100), 'Mix final.wav')).toMatchObject({
    kind: 'stored',
    file: { fileName: 'Mix final.wav' },
    copyOf: { fileId: oldest.id, fileName: 'Mix v3.wav' },
  });
});

test('a file of other bytes, of the trash’s or of somebody else’s, is no copy', async () => {
  const world = createTestStorage();
  const { id: fileId } = await world.upload(pattern(100), { fileName: 'gone.wav' });
  await world.storage.files.trash({ owner: OWNER, fileId });
  const answer = await complete(world, pattern(100), 'new.wav');
  expect(Object.keys(answer)).not.toContain('copyOf');
  expect(Object.keys(await complete(world, pattern(100, 2), 'other.wav'))).not.toContain('copyOf');
  const foreign = { ...world.requestFor(pattern(100)), owner: STRANGER };
  const checksum = checksumOf(pattern(100));
  const created = await world.storage.uploads.create(foreign);
  if (created.kind !== 'session') throw new Error('stored already');
  const { session } = created;
  const [part] = await world.storage.uploads.sign({
    owner: STRANGER,
    sessionId: session.id,
    parts: [{ partNumber: 1, checksum }],
  });
  if (!part) throw new Error('not signed');
  world.store.receivePart(part, pattern(100));
  const claim = { owner: STRANGER, sessionId: session.id, checksum };
  expect(Object.keys(await world.storage.uploads.complete(claim))).not.toContain('copyOf');
});
