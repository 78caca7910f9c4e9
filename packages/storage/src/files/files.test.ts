import { describe, expect, test } from 'vitest';
import { ALWAYS_PARTS, createTestStorage, OWNER, pattern, STRANGER } from '../../testing/test-storage.ts';

describe('files', () => {
  test('are listed in pages that neither repeat nor miss one', async () => {
    const { storage, upload, pass } = createTestStorage();
    for (let index = 0; index < 7; index++) {
      await upload(pattern(1 + index), { fileName: `take ${index}.wav` });
      pass(1000);
    }
    const names: string[] = [];
    for (let cursor: string | null = null, pages = 0; pages < 4; pages++) {
      const page = await storage.files.list({ owner: OWNER, limit: 3, cursor });
      names.push(...page.files.map((file) => file.fileName));
      cursor = page.nextCursor;
      if (cursor === null) break;
    }
    expect(names).toEqual([6, 5, 4, 3, 2, 1, 0].map((index) => `take ${index}.wav`));
  });

  test.each([
    'nonsense',
    '[1]',
    '["a","b"]',
    '[1e400,"x"]',
    '{}',
    '[1,"not-a-uuid"]',
    '[9000000000000000,"00000000-0000-4000-8000-000000000000"]',
    '["a\\u0000","00000000-0000-4000-8000-000000000000"]',
  ])('refuse %s as a cursor', async (cursor) => {
    const { storage } = createTestStorage();
    await expect(storage.files.list({ owner: OWNER, cursor })).rejects.toMatchObject({
      code: 'invalid-request',
    });
  });

  test('are renamed, within their type', async () => {
    const { storage, upload } = createTestStorage();
    const { id: fileId } = await upload(pattern(10));
    const rename = (fileName: string) => storage.files.rename({ owner: OWNER, fileId, fileName });
    expect(await rename(' Mix v2.WAV ')).toMatchObject({ fileName: 'Mix v2.WAV', originalName: 'mix.wav' });
    for (const [name, problem] of [
      ['', 'empty'],
      ['a/b.wav', 'separator'],
      ['mix.mp3', 'extension'],
      ['mix', 'extension'],
    ]) {
      await expect(rename(name ?? '')).rejects.toMatchObject({ code: 'name-invalid', details: { problem } });
    }
    await upload(pattern(10), { fileName: 'other.wav' });
    await expect(rename('OTHER.wav')).rejects.toMatchObject({ code: 'name-taken' });
  });

  test('go to the trash and come back, and count meanwhile', async () => {
    const { storage, upload } = createTestStorage();
    const file = await upload(pattern(10));
    const request = { owner: OWNER, fileId: file.id };
    expect((await storage.files.trash(request)).trashedAt).not.toBeNull();
    expect((await storage.files.list({ owner: OWNER })).files).toEqual([]);
    expect((await storage.files.list({ owner: OWNER, trashed: true })).files).toHaveLength(1);
    expect(await storage.quota.get({ owner: OWNER })).toMatchObject({
      usedBytes: 10,
      trashedBytes: 10,
      fileCount: 0,
    });
    expect(await storage.files.restore(request)).toMatchObject({ fileName: 'mix.wav', trashedAt: null });
    expect((await storage.files.list({ owner: OWNER })).files).toHaveLength(1);
  });

  test('are deleted for good from the trash only, and then leave nothing', async () => {
    const { storage, upload, isEmpty } = createTestStorage();
    const request = { owner: OWNER, fileId: (await upload(pattern(10))).id };
    await expect(storage.files.purge(request)).rejects.toMatchObject({ code: 'file-not-in-trash' });
    await storage.files.trash(request);
    await storage.files.purge(request);
    expect(await isEmpty()).toBe(true);
    await expect(storage.files.get(request)).rejects.toMatchObject({ code: 'file-not-found' });
  });

  test.each(['before', 'after'] as const)(
    'whose deletion the store failed %s it took effect look missing, and are gone with the next run',
    async (moment) => {
      const { storage, upload, breakNext, isEmpty } = createTestStorage(ALWAYS_PARTS);
      const request = { owner: OWNER, fileId: (await upload(pattern(10))).id };
      await storage.files.trash(request);
      breakNext('deleteObject', moment);
      await expect(storage.files.purge(request)).rejects.toMatchObject({ code: 'store-unavailable' });
      await expect(storage.files.get(request)).rejects.toMatchObject({ code: 'file-not-found' });
      expect((await storage.files.list({ owner: OWNER, trashed: true })).files).toEqual([]);
      expect(await isEmpty()).toBe(false);
      expect(await storage.jobs.finishPurges()).toEqual({ purged: 1, failures: [] });
      expect(await isEmpty()).toBe(true);
    },
  );

  test('are downloaded under their present name', async () => {
    const { storage, upload, store } = createTestStorage();
    const file = await upload(pattern(10));
    await storage.files.rename({
      owner: OWNER,
      fileId: file.id,
      fileName: 'Träck 07 (final) 日本語 #2%.wav',
    });
    const { url, expiresInSeconds, sizeBytes, checksum } = await storage.files.createDownloadUrl({
      owner: OWNER,
      fileId: file.id,
    });
    expect(expiresInSeconds).toBeLessThanOrEqual(300);
    expect({ sizeBytes, checksum }).toEqual({ sizeBytes: 10, checksum: file.checksum });
    expect(store.serveDownload(url)).toEqual({
      bytes: pattern(10),
      fileName: 'Träck 07 (final) 日本語 #2%.wav',
      contentType: 'audio/wav',
    });
  });

  test('of somebody else look missing in every call', async () => {
    const { storage, upload } = createTestStorage();
    const file = await upload(pattern(10));
    const request = { owner: STRANGER, fileId: file.id };
    const { get, rename, trash, restore, purge, createDownloadUrl } = storage.files;
    for (const call of [
      () => get(request),
      () => rename({ ...request, fileName: 'x.wav' }),
      () => trash(request),
      () => restore(request),
      () => purge(request),
      () => createDownloadUrl(request),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: 'file-not-found' });
    }
    expect((await storage.files.list({ owner: STRANGER })).files).toEqual([]);
    expect(await storage.files.get({ owner: OWNER, fileId: file.id })).toEqual(file);
  });
});
