import { describe, expect, test } from 'vitest';
import { createTestStorage, OWNER, pattern } from '../../testing/test-storage.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('the trash', () => {
  test('empties itself of what has been there for thirty days, and of nothing else', async () => {
    const { storage, upload, pass, ledger } = createTestStorage();
    const old = await upload(pattern(10), { fileName: 'old.wav' });
    const { id: folderId } = await storage.folders.create({ owner: OWNER, name: 'Album' });
    await upload(pattern(20), { folderId });
    await storage.files.trash({ owner: OWNER, fileId: old.id });
    await storage.folders.trash({ owner: OWNER, folderId });
    pass(29 * DAY_MS);
    const late = await upload(pattern(40), { fileName: 'late.wav' });
    await storage.files.trash({ owner: OWNER, fileId: late.id });
    expect(await storage.jobs.emptyOldTrash({ trashDays: 30 })).toEqual({ owners: 0 });
    pass(DAY_MS);
    expect(await storage.jobs.emptyOldTrash({ trashDays: 30 })).toEqual({ owners: 1 });
    await storage.jobs.finishPurges();
    expect(await ledger()).toEqual({ usedBytes: 40, reservedBytes: 0 });
    expect((await storage.files.list({ owner: OWNER, trashed: true })).files).toEqual([late]
      .map((file) => expect.objectContaining({ id: file.id }))); // prettier-ignore
  });

  test('is emptied by its owner at once: all of it looks missing, and the job gives the bytes back', async () => {
    const { storage, upload, isEmpty } = createTestStorage();
    const { id: folderId } = await storage.folders.create({ owner: OWNER, name: 'Album' });
    await upload(pattern(20), { folderId });
    const file = await upload(pattern(10));
    await storage.files.trash({ owner: OWNER, fileId: file.id });
    await storage.folders.trash({ owner: OWNER, folderId });
    await storage.trash.empty({ owner: OWNER });
    await storage.trash.empty({ owner: OWNER });
    expect((await storage.files.list({ owner: OWNER, trashed: true })).files).toEqual([]);
    expect((await storage.folders.list({ owner: OWNER, trashed: true })).folders).toEqual([]);
    expect(await storage.quota.get({ owner: OWNER })).toMatchObject({ trashedBytes: 0, deletingBytes: 30 });
    await storage.jobs.finishPurges();
    expect(await isEmpty()).toBe(true);
  });
});

test('quota tells files, trash, versions, what is being deleted and what is in progress, which add up', async () => {
  const { storage, upload, create, breakNext } = createTestStorage();
  const [a, b, c] = [
    await upload(pattern(1), { fileName: 'a.wav' }),
    await upload(pattern(20), { fileName: 'b.wav' }),
    await upload(pattern(300), { fileName: 'c.wav' }),
  ];
  await upload(pattern(4000), { fileName: 'a.wav', onConflict: 'replace' });
  for (const { id: fileId } of [b, c]) await storage.files.trash({ owner: OWNER, fileId });
  breakNext('sealKey');
  await expect(storage.files.purge({ owner: OWNER, fileId: c.id })).rejects.toThrow();
  await create(pattern(50_000), { fileName: 'd.wav' });
  const quota = await storage.quota.get({ owner: OWNER });
  expect(quota).toMatchObject({
    fileBytes: 4000,
    trashedBytes: 20,
    versionBytes: 1,
    deletingBytes: 300,
    reservedBytes: 50_000,
    usedBytes: 4321,
    fileCount: 1,
    trashedCount: 1,
  });
  const statistics = await storage.statistics.get({ owner: OWNER });
  expect(statistics).toMatchObject({
    fileCount: quota.fileCount,
    sizeBytes: quota.fileBytes,
    byType: [{ contentType: 'audio/wav', fileCount: 1, sizeBytes: 4000 }],
    byMonth: [{ month: '2026-03', fileCount: 1, sizeBytes: 4000, totalBytes: 4000 }],
    biggest: [{ id: a.id }],
  });
});

test('growth is the sum of what was uploaded up to and with each month', async () => {
  const { storage, upload, pass } = createTestStorage();
  await upload(pattern(1), { fileName: 'a.wav' });
  pass(40 * DAY_MS);
  await upload(pattern(2), { fileName: 'b.wav' });
  const { byMonth } = await storage.statistics.get({ owner: OWNER });
  expect(byMonth.map(({ month, totalBytes }) => [month, totalBytes])).toEqual([
    ['2026-03', 1],
    ['2026-04', 3],
  ]);
});
