import { MAX_OPEN_UPLOADS } from '@dawg/contract/limits';
import { describe, expect, test } from 'vitest';
import { ALWAYS_PARTS, checksumOf, createTestStorage, OWNER, pattern } from '../../testing/test-storage.ts';
import { CREATE_TIMEOUT_MS } from './upload-session.ts';

const MIB = 2 ** 20;

describe('creating an upload', () => {
  test('reserves the file’s bytes before the first part is sent, and plans the parts', async () => {
    const { create, ledger } = createTestStorage();
    const session = await create(pattern(12 * MIB), {
      fileName: '../Tra\u0308ck.wav',
      contentType: 'audio/x-wav',
    });
    expect(session).toMatchObject({
      state: 'uploading',
      fileName: '.._Träck.wav',
      contentType: 'audio/wav',
      partSizeBytes: 5 * MIB,
      partCount: 3,
      expiresInSeconds: 24 * 60 * 60,
    });
    expect(await ledger()).toEqual({ usedBytes: 0, reservedBytes: 12 * MIB });
  });

  test('signs the first parts in the same answer when their checksums are given', async () => {
    const { storage, requestFor } = createTestStorage();
    const bytes = pattern(6 * MIB);
    const parts = [1, 2].map((partNumber) => ({ partNumber, checksum: checksumOf(pattern(partNumber)) }));
    const created = await storage.uploads.create({ ...requestFor(bytes), parts });
    expect(created).toMatchObject({
      kind: 'session',
      signed: [
        { partNumber: 1, sizeBytes: 5 * MIB, expiresInSeconds: 900 },
        { partNumber: 2, sizeBytes: MIB, expiresInSeconds: 900 },
      ],
    });
  });

  test.each([10, 6 * MIB])('of %i bytes with a part outside the plan reserves nothing', async (sizeBytes) => {
    const { create, isEmpty } = createTestStorage();
    const parts = [{ partNumber: 3, checksum: 'AAAAAA==' }];
    await expect(create(pattern(sizeBytes), { parts })).rejects.toMatchObject({ code: 'part-outside-plan' });
    expect(await isEmpty()).toBe(true);
  });

  test('keeps the folders the file came in, cleaned', async () => {
    const { create, upload } = createTestStorage();
    const folderPath = '/Album//../Ste\u202ems/';
    expect(await create(pattern(10), { folderPath })).toMatchObject({ folderPath: 'Album/Stems' });
    expect(await upload(pattern(10), { folderPath })).toMatchObject({ folderPath: 'Album/Stems' });
  });

  test.each([
    [{ sizeBytes: 0 }, 'file-empty'],
    [{ sizeBytes: 100 * MIB + 1 }, 'file-too-large'],
    [{ fileName: '\u200b' }, 'name-invalid'],
    [{ folderPath: 'deep/'.repeat(1000) }, 'name-invalid'],
    [{ fileName: 'page.html', contentType: 'text/html' }, 'type-not-allowed'],
    [{ fileName: 'take.wav', contentType: 'audio/mpeg' }, 'type-not-allowed'],
  ])('refuses %j as %s, and reserves nothing', async (change, code) => {
    const { create, isEmpty } = createTestStorage();
    await expect(create(pattern(10), change)).rejects.toMatchObject({ code });
    expect(await isEmpty()).toBe(true);
  });

  test('refuses a file that does not fit, and says how many bytes are missing', async () => {
    const { create, catalog, isEmpty } = createTestStorage();
    catalog.setQuota(OWNER, 9);
    const details = { neededBytes: 10, availableBytes: 9 };
    await expect(create(pattern(10))).rejects.toMatchObject({ code: 'quota-exceeded', details });
    expect(await isEmpty()).toBe(true);
  });

  test('refuses more open sessions than one owner may have', async () => {
    const { create } = createTestStorage();
    for (let open = 0; open < MAX_OPEN_UPLOADS; open++) await create(pattern(1));
    await expect(create(pattern(1))).rejects.toMatchObject({ code: 'too-many-uploads' });
  });

  test('gives the same session for the same key, also when both ask at once', async () => {
    const { create, store, ledger } = createTestStorage(ALWAYS_PARTS);
    const idempotencyKey = 'the-same-key-twice';
    const sessions = await Promise.all([1, 2, 3].map(() => create(pattern(10), { idempotencyKey })));
    expect(new Set(sessions.map((session) => session.id)).size).toBe(1);
    expect(store.keysHeld().multiparts).toHaveLength(1);
    expect(await ledger()).toEqual({ usedBytes: 0, reservedBytes: 10 });
  });

  test('refuses the same key for another file', async () => {
    const { create } = createTestStorage();
    const idempotencyKey = 'the-same-key-twice';
    await create(pattern(10), { idempotencyKey });
    for (const again of [
      () => create(pattern(11), { idempotencyKey }),
      () => create(pattern(10), { idempotencyKey, folderPath: 'elsewhere' }),
    ]) {
      await expect(again()).rejects.toMatchObject({ code: 'idempotency-conflict' });
    }
  });

  test('answers with the file once its key has completed, and with the ending once it has ended', async () => {
    const { storage, requestFor, upload, create } = createTestStorage();
    const idempotencyKey = 'a-key-that-completes';
    const file = await upload(pattern(10), { idempotencyKey });
    const again = await storage.uploads.create({ ...requestFor(pattern(10)), idempotencyKey });
    expect(again).toEqual({ kind: 'stored', file });

    const ended = await create(pattern(10), { idempotencyKey: 'a-key-that-is-aborted' });
    await storage.uploads.abort({ owner: OWNER, sessionId: ended.id });
    const repeated = create(pattern(10), { idempotencyKey: 'a-key-that-is-aborted' });
    await expect(repeated).rejects.toMatchObject({ code: 'upload-ended', details: { state: 'aborted' } });
  });

  test('answers that the file is gone once it was deleted for good', async () => {
    const { storage, upload, requestFor } = createTestStorage();
    const idempotencyKey = 'a-key-that-completes';
    const { id: fileId } = await upload(pattern(10), { idempotencyKey });
    await storage.files.trash({ owner: OWNER, fileId });
    await storage.files.purge({ owner: OWNER, fileId });
    const again = storage.uploads.create({ ...requestFor(pattern(10)), idempotencyKey });
    await expect(again).rejects.toMatchObject({ code: 'file-not-found' });
  });

  test.each(['before', 'after'] as const)(
    'can be repeated when the store fails %s it started the upload',
    async (moment) => {
      const { create, breakNext, upload, store } = createTestStorage(ALWAYS_PARTS);
      const idempotencyKey = 'repeated-after-failure';
      breakNext('startMultipart', moment);
      await expect(create(pattern(10), { idempotencyKey })).rejects.toMatchObject({
        code: 'store-unavailable',
      });
      await upload(pattern(10), { idempotencyKey });
      expect(store.keysHeld()).toMatchObject({ objects: { length: 1 }, multiparts: [] });
    },
  );

  test.each(['before', 'after'] as const)(
    'leaves nothing when the store fails %s it started the upload and nobody comes back',
    async (moment) => {
      const { create, breakNext, storage, pass, isEmpty } = createTestStorage(ALWAYS_PARTS);
      breakNext('startMultipart', moment);
      await expect(create(pattern(10))).rejects.toMatchObject({ code: 'store-unavailable' });
      pass(CREATE_TIMEOUT_MS);
      expect(await storage.jobs.sweepUploads()).toEqual({ swept: 1, failures: [] });
      expect(await isEmpty()).toBe(true);
    },
  );
});
