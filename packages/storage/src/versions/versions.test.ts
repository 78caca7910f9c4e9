import { describe, expect, test } from 'vitest';
import { ALWAYS_PARTS, createTestStorage, OWNER, pattern } from '../../testing/test-storage.ts';

const [OLD, NEW] = [pattern(100), pattern(200, 2)];

/** A file that was replaced once. */
async function replacedFile(options = {}) {
  const world = createTestStorage(options);
  const first = await world.upload(OLD);
  const second = await world.upload(NEW, { onConflict: 'replace' });
  const request = { owner: OWNER, fileId: first.id, versionId: first.versionId };
  return { ...world, first, second, request };
}

describe('versions', () => {
  test('are listed, and downloaded under the file’s present name', async () => {
    const { storage, store, request, first } = await replacedFile();
    await storage.files.rename({ ...request, fileName: 'final.wav' });
    expect(await storage.versions.list(request)).toMatchObject([
      { id: first.versionId, sizeBytes: 100, checksum: first.checksum },
    ]);
    const { url, sizeBytes } = await storage.versions.createDownloadUrl(request);
    expect(sizeBytes).toBe(100);
    expect(store.serveDownload(url)).toMatchObject({ bytes: OLD, fileName: 'final.wav' });
  });

  test('are restored: the file has the old bytes, and the new ones are a version', async () => {
    const { storage, store, request, second, ledger } = await replacedFile();
    expect(await storage.versions.restore(request)).toMatchObject({ id: request.fileId, sizeBytes: 100 });
    const { url } = await storage.files.createDownloadUrl(request);
    expect(store.serveDownload(url)?.bytes).toEqual(OLD);
    expect(await storage.versions.list(request)).toMatchObject([{ id: second.versionId, sizeBytes: 200 }]);
    expect(await ledger()).toEqual({ usedBytes: 300, reservedBytes: 0 });
  });

  test.each([{}, ALWAYS_PARTS])(
    'are purged, and give their bytes back when these are gone: %j',
    async (options) => {
      const { storage, request, ledger, store, breakNext } = await replacedFile(options);
      breakNext(options === ALWAYS_PARTS ? 'deleteObject' : 'sealKey');
      await expect(storage.versions.purge(request)).rejects.toMatchObject({ code: 'store-unavailable' });
      expect(await storage.versions.list(request)).toEqual([]);
      await expect(storage.versions.createDownloadUrl(request)).rejects.toMatchObject({
        code: 'version-not-found',
      });
      expect(await ledger()).toMatchObject({ usedBytes: 300 });
      expect(await storage.jobs.finishVersionPurges()).toEqual({ purged: 1, failures: [] });
      expect(await ledger()).toMatchObject({ usedBytes: 200 });
      expect(store.keysHeld().objects).toHaveLength(1);
      await expect(storage.versions.purge(request)).rejects.toMatchObject({ code: 'version-not-found' });
    },
  );

  test('go with their file, whenever the store fails on the way', async () => {
    for (const method of ['sealKey', 'headObject'] as const) {
      const { storage, request, isEmpty, breakNext } = await replacedFile();
      await storage.files.trash(request);
      breakNext(method);
      await expect(storage.files.purge(request)).rejects.toMatchObject({ code: 'store-unavailable' });
      await expect(storage.versions.list(request)).rejects.toMatchObject({ code: 'file-not-found' });
      expect(await storage.jobs.finishPurges()).toEqual({ purged: 1, failures: [] });
      expect(await isEmpty()).toBe(true);
    }
  });

  test('of a file in the trash are not restored', async () => {
    const { storage, request } = await replacedFile();
    await storage.files.trash(request);
    await expect(storage.versions.restore(request)).rejects.toMatchObject({ code: 'file-not-found' });
  });
});
