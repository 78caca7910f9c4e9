import { MAX_TAGS } from '@dawg/contract/limits';
import { expect, test } from 'vitest';
import { createTestStorage, OWNER, pattern } from '../../testing/test-storage.ts';

test('what is said about a file when its upload begins is said about it once it is stored', async () => {
  const { upload } = createTestStorage();
  const said = { tags: ['Drums ', 'drums', 'rough'], metadata: { provider: 'suno' }, isPublic: true };
  expect(await upload(pattern(10), said)).toMatchObject({
    tags: ['Drums', 'rough'],
    metadata: { provider: 'suno' },
    isPublic: true,
    publicUrl: expect.stringMatching(/^\/api\/storage\/public\//),
  });
});

test('of a file whose bytes are replaced, what the upload does not say stays', async () => {
  const { upload } = createTestStorage();
  const first = await upload(pattern(10), { tags: ['drums'], metadata: { take: '1' }, isPublic: true });
  const second = await upload(pattern(11), { onConflict: 'replace', metadata: { take: '2' } });
  expect(second).toMatchObject({ id: first.id, tags: ['drums'], metadata: { take: '2' } });
  expect(second.publicUrl).toBe(first.publicUrl);
  expect(await upload(pattern(12), { onConflict: 'replace', isPublic: false })).toMatchObject({
    isPublic: false,
    metadata: { take: '2' },
  });
});

test('tags and metadata beyond their limits are refused before anything is reserved', async () => {
  const { create, isEmpty } = createTestStorage();
  const tags = Array.from({ length: MAX_TAGS + 1 }, (_, index) => `t${index}`);
  await expect(create(pattern(10), { tags })).rejects.toMatchObject({ code: 'invalid-request' });
  await expect(create(pattern(10), { metadata: { '': 'x' } })).rejects.toMatchObject({
    code: 'invalid-request',
  });
  expect(await isEmpty()).toBe(true);
});

test('an upload key of something else that is said, or of another category, is refused', async () => {
  const { create } = createTestStorage();
  const idempotencyKey = crypto.randomUUID();
  const said = { idempotencyKey, metadata: { a: '1', b: '2' }, category: 'generated' } as const;
  const { id } = await create(pattern(10), said);
  expect((await create(pattern(10), { ...said, metadata: { b: '2', a: '1' } })).id).toBe(id);
  for (const other of [
    { metadata: {} },
    { tags: ['x'] },
    { isPublic: true },
    { category: 'recordings' },
  ] as const)
    await expect(create(pattern(10), { ...said, ...other })).rejects.toMatchObject({
      code: 'idempotency-conflict',
    });
});

test.each(['uploads', 'recordings', 'generated', 'projects'] as const)(
  'the bytes of a file of %s lie under that prefix, also those that are replaced',
  async (category) => {
    const { upload, store, catalog } = createTestStorage();
    const { id } = await upload(pattern(10), { category });
    expect((await catalog.files.find(OWNER, id))?.storageKey).toMatch(
      new RegExp(`^${category}/[0-9a-f-]{36}$`),
    );
    await upload(pattern(11), { category, onConflict: 'replace' });
    expect(store.keysHeld().objects.every((key) => key.startsWith(`${category}/`))).toBe(true);
  },
);

test('a project is stored as a kind of its own, and nothing else that is no audio is', async () => {
  const { upload, create } = createTestStorage();
  const project = {
    fileName: 'Song.dawgproject',
    contentType: 'application/json',
    category: 'projects',
  } as const;
  expect(await upload(pattern(10), project)).toMatchObject({
    fileName: 'Song.dawgproject',
    contentType: 'application/vnd.dawg.project+json',
  });
  for (const fileName of ['Song.json', 'Song.dawgproject.exe', 'dawgproject'])
    await expect(create(pattern(10), { ...project, fileName })).rejects.toMatchObject({
      code: 'type-not-allowed',
    });
});
