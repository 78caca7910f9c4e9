import { describe, expect, test } from 'vitest';
import { createTestStorage, OWNER, pattern } from '../../testing/test-storage.ts';
import { COMPLETE_LEASE_MS } from './upload-session.ts';

const BYTES = pattern(100);
const OTHER = pattern(200, 2);

describe('an upload whose name is taken', () => {
  test('is kept beside the other unless said otherwise', async () => {
    const { upload } = createTestStorage();
    await upload(BYTES);
    expect(await upload(OTHER, { fileName: 'MIX.wav' })).toMatchObject({ fileName: 'MIX (2).wav' });
  });

  test('is refused before a byte is sent and a byte reserved where `fail` was asked for', async () => {
    const { upload, create, ledger } = createTestStorage();
    await upload(BYTES);
    await expect(create(OTHER, { onConflict: 'fail' })).rejects.toMatchObject({ code: 'name-taken' });
    expect(await ledger()).toEqual({ usedBytes: 100, reservedBytes: 0 });
  });

  test('is skipped before a byte is sent, with the file that is there', async () => {
    const { upload, storage, requestFor, ledger } = createTestStorage();
    const there = await upload(BYTES);
    const request = { ...requestFor(OTHER), onConflict: 'skip' } as const;
    const skipped = { kind: 'stored', file: there, isSkipped: true };
    expect(await storage.uploads.create(request)).toEqual(skipped);
    expect(await storage.uploads.create(request)).toEqual(skipped);
    expect(await ledger()).toEqual({ usedBytes: 100, reservedBytes: 0 });
  });

  test.each(['skip', 'fail'] as const)(
    'only when it completes is given up by %s: its bytes are gone, and the answer is the same again',
    async (onConflict) => {
      const { create, send, complete, upload, ledger, store, stateOf } = createTestStorage();
      const session = await create(OTHER, { onConflict });
      await send(session, OTHER);
      const there = await upload(BYTES);
      for (let call = 0; call < 2; call++) {
        const completing = complete(session, OTHER);
        if (onConflict === 'fail') await expect(completing).rejects.toMatchObject({ code: 'name-taken' });
        else expect(await completing).toEqual({ kind: 'stored', file: there, isSkipped: true });
      }
      expect(await stateOf(session)).toBe('failed');
      expect(await ledger()).toEqual({ usedBytes: 100, reservedBytes: 0 });
      expect(store.keysHeld().objects).toHaveLength(1);
    },
  );

  test('replaces also the project, where one is named', async () => {
    const { upload } = createTestStorage();
    await upload(BYTES, { projectId: 'p1' });
    const replace = { onConflict: 'replace' } as const;
    expect(await upload(OTHER, replace)).toMatchObject({ projectId: 'p1' });
    expect(await upload(BYTES, { ...replace, projectId: 'p2' })).toMatchObject({ projectId: 'p2' });
  });

  test('replaces the bytes of the file that is there, which keeps its id', async () => {
    const { upload, storage, store, ledger } = createTestStorage();
    const there = await upload(BYTES);
    const replaced = await upload(OTHER, { onConflict: 'replace', fileName: 'Mix.wav' });
    expect(replaced).toMatchObject({ id: there.id, fileName: 'mix.wav', sizeBytes: 200 });
    expect(replaced.versionId).not.toBe(there.versionId);
    const { url } = await storage.files.createDownloadUrl({ owner: OWNER, fileId: there.id });
    expect(store.serveDownload(url)?.bytes).toEqual(OTHER);
    expect(await ledger()).toEqual({ usedBytes: 300, reservedBytes: 0 });
  });

  test('answers its file also when another upload has replaced the bytes since', async () => {
    const { create, send, complete, upload } = createTestStorage();
    const session = await create(BYTES);
    await send(session, BYTES);
    await complete(session, BYTES);
    const replaced = await upload(OTHER, { onConflict: 'replace' });
    expect(await complete(session, BYTES)).toEqual({ kind: 'stored', file: replaced });
    await expect(complete(session, OTHER)).rejects.toMatchObject({ code: 'file-changed' });
  });

  test('is brought to its end by the sweeper when its server died on the way', async () => {
    const { create, send, complete, upload, storage, breakNext, pass, ledger } = createTestStorage();
    const session = await create(OTHER, { onConflict: 'skip' });
    await send(session, OTHER);
    await upload(BYTES);
    breakNext('sealKey');
    await expect(complete(session, OTHER)).rejects.toMatchObject({ code: 'store-unavailable' });
    pass(COMPLETE_LEASE_MS);
    expect(await storage.jobs.sweepUploads()).toMatchObject({ failures: [] });
    expect(await ledger()).toEqual({ usedBytes: 100, reservedBytes: 0 });
  });

  test('may be any in a folder of its own', async () => {
    const { upload, storage } = createTestStorage();
    const { id: folderId } = await storage.folders.create({ owner: OWNER, name: 'Album' });
    await upload(BYTES);
    const inside = await upload(BYTES, { folderId, folderPath: 'Stems', onConflict: 'fail' });
    expect(inside).toMatchObject({ folderPath: 'Album/Stems', fileName: 'mix.wav' });
    const place = { folderId, folderPath: 'STEMS', fileName: 'Mix.wav' };
    expect(await storage.files.findTaken({ owner: OWNER, places: [place] })).toEqual({ taken: [0] });
  });

  test('into a folder that is not there is refused, and repeated when the folder has gone since is not', async () => {
    const { storage, requestFor } = createTestStorage();
    const { id: folderId } = await storage.folders.create({ owner: OWNER, name: 'Album' });
    const request = { ...requestFor(BYTES), folderId };
    const created = await storage.uploads.create(request);
    await storage.folders.trash({ owner: OWNER, folderId });
    expect(await storage.uploads.create(request)).toMatchObject({ kind: created.kind });
    await expect(storage.uploads.create({ ...requestFor(BYTES), folderId })).rejects.toMatchObject({
      code: 'folder-not-found',
    });
  });
});
