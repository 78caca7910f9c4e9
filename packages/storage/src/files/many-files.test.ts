import { IDS_PER_TRANSACTION } from '@dawg/contract/limits';
import { expect, test } from 'vitest';
import { createTestStorage, OWNER, pattern } from '../../testing/test-storage.ts';

test('many files are changed in transactions of a thousand, each answered in the order of the call', async () => {
  const { storage, upload, catalog } = createTestStorage();
  const sizes: number[] = [];
  const { trash } = catalog.files;
  catalog.files.trash = async (owner, ids, at) => {
    sizes.push(ids.length);
    return trash(owner, ids, at);
  };
  const files = [await upload(pattern(1)), await upload(pattern(1))];
  const absent = Array.from({ length: 2 * IDS_PER_TRANSACTION }, () => crypto.randomUUID());
  const fileIds = [...files.map(({ id }) => id), ...absent, files[0]?.id ?? ''];
  const { results } = await storage.manyFiles.trash({ owner: OWNER, fileIds });
  expect(results.map(({ fileId }) => fileId)).toEqual(fileIds);
  expect(results.filter(({ error }) => error === undefined)).toHaveLength(3);
  expect(results[2]).toEqual({ fileId: absent[0], error: 'file-not-found' });
  expect(sizes).toEqual([IDS_PER_TRANSACTION, IDS_PER_TRANSACTION, 2]);
});

test('many files are moved, tagged, restored and purged in one call each', async () => {
  const { storage, upload, isEmpty } = createTestStorage();
  const fileIds = [(await upload(pattern(1))).id, (await upload(pattern(2))).id];
  const many = { owner: OWNER, fileIds };
  const { id: folderId } = await storage.folders.create({ owner: OWNER, name: 'Album' });
  const done = { results: fileIds.map((fileId) => ({ fileId })) };
  expect(await storage.manyFiles.move({ ...many, folderId })).toEqual(done);
  expect(await storage.manyFiles.tag({ ...many, add: ['Drums'], remove: [] })).toEqual(done);
  expect((await storage.files.list({ owner: OWNER, folderId, tag: 'DRUMS' })).files).toHaveLength(2);
  const notInTrash = fileIds.map((fileId) => ({ fileId, error: 'file-not-in-trash' }));
  expect(await storage.manyFiles.purge(many)).toEqual({ results: notInTrash });
  expect(await storage.manyFiles.trash(many)).toEqual(done);
  expect(await storage.manyFiles.restore(many)).toEqual(done);
  await storage.manyFiles.trash(many);
  expect(await storage.manyFiles.purge(many)).toEqual(done);
  await storage.jobs.finishPurges();
  expect(await isEmpty()).toBe(true);
});

test('files of one call do not replace each other, however many lie between them', async () => {
  const { storage, upload } = createTestStorage();
  const takes: string[] = [];
  for (const folderPath of ['Monday', 'Tuesday'])
    takes.push((await upload(pattern(1), { fileName: 'Vocals.wav', folderPath })).id);
  const { id: folderId } = await storage.folders.create({ owner: OWNER, name: 'Album' });
  const absent = Array.from({ length: IDS_PER_TRANSACTION }, () => crypto.randomUUID());
  const [first = '', second = ''] = takes;
  const many = { owner: OWNER, fileIds: [first, ...absent, second], onConflict: 'replace' } as const;
  const names = async () =>
    (await storage.files.list({ owner: OWNER, folderId })).files.map((file) => file.fileName);
  await storage.manyFiles.move({ ...many, folderId });
  expect((await names()).toSorted()).toEqual(['Vocals (2).wav', 'Vocals.wav']);
  await storage.manyFiles.trash(many);
  await storage.manyFiles.restore(many);
  expect(await names()).toHaveLength(2);
});
