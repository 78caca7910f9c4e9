import { describe, expect, test } from 'vitest';
import { createTestStorage, OWNER, pattern, STRANGER } from '../../testing/test-storage.ts';

describe('folders', () => {
  const world = () => {
    const { storage, ...rest } = createTestStorage();
    const create = (name: string, parentId?: string) =>
      storage.folders.create({ owner: OWNER, name, parentId });
    return { ...rest, storage, create };
  };

  test('are made, found with the way to them, and listed in pages', async () => {
    const { storage, create } = world();
    const album = await create(' Album ');
    const names = Array.from({ length: 7 }, (_, index) => `take ${index}`);
    for (const name of names) await create(name, album.id);
    const stems = await create('Stems', album.id);
    const found = await storage.folders.get({ owner: OWNER, folderId: stems.id });
    expect(found.path.map(({ name }) => name)).toEqual(['Album', 'Stems']);
    expect(found.folder).toEqual(stems);
    const listed: string[] = [];
    for (let cursor: string | null = null; ;) {
      const page = await storage.folders.list({ owner: OWNER, parentId: album.id, limit: 3, cursor });
      listed.push(...page.folders.map(({ name }) => name));
      cursor = page.nextCursor;
      if (cursor === null) break;
    }
    expect(listed).toEqual(['Stems', ...names]);
  });

  test('have names as files have', async () => {
    const { create } = world();
    await create('Cafe\u0301');
    await expect(create('CAF\u00c9')).rejects.toMatchObject({ code: 'name-taken' });
    for (const [name, problem] of [
      ['..', 'dots'],
      ['a/b', 'separator'],
      ['', 'empty'],
      ['a\u202eb', 'invisible'],
    ])
      // prettier-ignore
      await expect(create(name ?? '')).rejects.toMatchObject({ code: 'name-invalid', details: { problem } });
  });

  test('hold what is uploaded into them under their present path', async () => {
    const { storage, create, upload } = world();
    const album = await create('Album');
    const file = await upload(pattern(10), { folderId: album.id, folderPath: 'Stems/Drums' });
    await storage.folders.rename({ owner: OWNER, folderId: album.id, name: 'Record' });
    expect(await storage.files.get({ owner: OWNER, fileId: file.id })).toMatchObject({
      folderPath: 'Record/Stems/Drums',
      folderId: file.folderId,
    });
    const inside = await storage.files.list({ owner: OWNER, folderId: file.folderId });
    expect(inside.files.map(({ id }) => id)).toEqual([file.id]);
    expect((await storage.files.list({ owner: OWNER, folderId: null })).files).toEqual([]);
  });

  test('in the trash are deleted for good with their files, whose bytes come back', async () => {
    const { storage, create, upload, isEmpty, ledger } = world();
    const { id: folderId } = await create('Album');
    await upload(pattern(10), { folderId });
    await upload(pattern(20), { folderId, folderPath: 'Deep/Er' });
    const request = { owner: OWNER, folderId };
    await expect(storage.folders.purge(request)).rejects.toMatchObject({ code: 'folder-not-in-trash' });
    await storage.folders.trash(request);
    await storage.folders.purge(request);
    expect(await storage.quota.get({ owner: OWNER })).toMatchObject({ deletingBytes: 30, fileCount: 0 });
    expect(await storage.jobs.finishPurges()).toEqual({ purged: 2, failures: [] });
    expect(await ledger()).toEqual({ usedBytes: 0, reservedBytes: 0 });
    expect(await isEmpty()).toBe(true);
  });

  test('of somebody else look missing in every call', async () => {
    const { storage, create } = world();
    const request = { owner: STRANGER, folderId: (await create('Album')).id };
    const { get, list, rename, move, trash, restore, purge } = storage.folders;
    for (const call of [
      () => get(request),
      () => list({ owner: STRANGER, parentId: request.folderId }),
      () => storage.folders.create({ owner: STRANGER, name: 'x', parentId: request.folderId }),
      () => rename({ ...request, name: 'x' }),
      () => move({ ...request, parentId: null }),
      () => trash(request),
      () => restore(request),
      () => purge(request),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'folder-not-found' });
  });
});
