import { StorageError } from '@dawg/contract/storage-error';
import { expect, test } from 'vitest';
import type { ZipEntry } from './open-zip.ts';
import { createTestStorage, OWNER, pattern, STRANGER } from '../../testing/test-storage.ts';

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'allowed',
    (error: unknown) => (error instanceof StorageError ? error.code : error),
  );
const bytesOf = async (entry: ZipEntry | undefined) => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of entry?.read() ?? nothing()) chunks.push(chunk);
  return Buffer.concat(chunks);
};
async function* nothing(): AsyncGenerator<Uint8Array> {}

test('a ticket opens one zip of its files, once', async () => {
  const { storage, upload } = createTestStorage();
  const large = pattern(9_000_000);
  const files = [
    await upload(large),
    await upload(pattern(10), { folderPath: 'Album', fileName: 'kick.wav' }),
  ];
  const fileIds = files.map(({ id }) => id);
  const ticket = await storage.downloads.createZipTicket({ owner: OWNER, fileIds: [...fileIds, ...fileIds] });
  expect(ticket).toMatchObject({ fileCount: 2, sizeBytes: 9_000_010 });
  const { name, entries } = await storage.downloads.openZip(ticket);
  expect(name).toBeNull();
  expect(entries.map(({ path, checksum }) => [path, checksum])).toEqual([
    ['mix.wav', files[0]?.checksum],
    ['Album/kick.wav', files[1]?.checksum],
  ]);
  expect(Buffer.compare(await bytesOf(entries[0]), large)).toBe(0);
  expect(await codeOf(storage.downloads.openZip(ticket))).toBe('link-not-found');
});

test('a ticket is refused when one of the files is not the caller’s, in the trash, or nowhere', async () => {
  const { storage, upload } = createTestStorage();
  const [mine, trashed] = [await upload(pattern(1)), await upload(pattern(2))];
  await storage.files.trash({ owner: OWNER, fileId: trashed.id });
  const ask = (owner: string, ...fileIds: string[]) =>
    codeOf(storage.downloads.createZipTicket({ owner, fileIds }));
  expect(await ask(OWNER, mine.id)).toBe('allowed');
  expect(await ask(STRANGER, mine.id)).toBe('file-not-found');
  expect(await ask(OWNER, mine.id, trashed.id)).toBe('file-not-found');
  expect(await ask(OWNER, mine.id, crypto.randomUUID())).toBe('file-not-found');
});

test('a ticket opens nothing once it has expired or one of its files is gone', async () => {
  const { storage, upload, pass } = createTestStorage();
  const { id } = await upload(pattern(1));
  const issue = () => storage.downloads.createZipTicket({ owner: OWNER, fileIds: [id] });
  const [first, second] = [await issue(), await issue()];
  await storage.files.trash({ owner: OWNER, fileId: id });
  expect(await codeOf(storage.downloads.openZip(first))).toBe('file-not-found');
  await storage.files.restore({ owner: OWNER, fileId: id });
  pass(second.expiresInSeconds * 1000);
  expect(await codeOf(storage.downloads.openZip(second))).toBe('link-not-found');
  expect(await storage.jobs.sweepTickets()).toBe(1);
});

test('a file whose object vanishes while it is read is told as missing, and a store that fails as that', async () => {
  const { storage, upload, store, catalog, breakNext } = createTestStorage();
  const { id } = await upload(pattern(5_000_000));
  const open = async () => {
    const ticket = await storage.downloads.createZipTicket({ owner: OWNER, fileIds: [id] });
    const { entries } = await storage.downloads.openZip(ticket);
    return entries[0];
  };
  breakNext('readRange');
  expect(await codeOf(bytesOf(await open()))).toBe('store-unavailable');
  const record = await catalog.files.find(OWNER, id);
  const entry = await open();
  await store.deleteObject(record?.storageKey ?? '');
  expect(await codeOf(bytesOf(entry))).toBe('file-not-found');
});

test('a ticket of a folder opens what is in it, and in the folders in it, when it is used', async () => {
  const { storage, upload } = createTestStorage();
  const { folderId } = await upload(pattern(1), { fileName: 'mix.wav', folderPath: 'Band/Album' });
  if (folderId === null) throw new Error('not in a folder');
  await upload(pattern(2), { fileName: 'kick.wav', folderPath: 'Band/Album/Stems' });
  await upload(pattern(3), { fileName: 'other.wav', folderPath: 'Band' });
  const gone = await upload(pattern(4), { fileName: 'gone.wav', folderPath: 'Band/Album/Old' });
  await storage.folders.trash({ owner: OWNER, folderId: gone.folderId ?? '' });
  const ticket = await storage.downloads.createZipTicket({ owner: OWNER, folderId });
  expect(ticket).toMatchObject({ fileCount: 2, sizeBytes: 3 });
  await upload(pattern(5), { fileName: 'late.wav', folderPath: 'Band/Album' });
  const { name, entries } = await storage.downloads.openZip(ticket);
  expect(name).toBe('Album');
  expect(entries.map(({ path }) => path)).toEqual(['late.wav', 'mix.wav', 'Stems/kick.wav']);
});

test('a ticket of a folder is refused where it is another’s, in the trash, empty, or named beside files', async () => {
  const { storage, upload } = createTestStorage();
  const { id, folderId } = await upload(pattern(1), { folderPath: 'Album' });
  if (folderId === null) throw new Error('not in a folder');
  const empty = await storage.folders.create({ owner: OWNER, name: 'Empty' });
  const ask = (owner: string, contents: { folderId?: string; fileIds?: string[] }) =>
    codeOf(storage.downloads.createZipTicket({ owner, ...contents }));
  expect(await ask(STRANGER, { folderId })).toBe('folder-not-found');
  expect(await ask(OWNER, { folderId: crypto.randomUUID() })).toBe('folder-not-found');
  expect(await ask(OWNER, { folderId: empty.id })).toBe('invalid-request');
  expect(await ask(OWNER, { folderId, fileIds: [id] })).toBe('invalid-request');
  expect(await ask(OWNER, {})).toBe('invalid-request');
  const ticket = await storage.downloads.createZipTicket({ owner: OWNER, folderId });
  await storage.folders.trash({ owner: OWNER, folderId });
  expect(await ask(OWNER, { folderId })).toBe('folder-not-found');
  expect(await codeOf(storage.downloads.openZip(ticket))).toBe('folder-not-found');
});
