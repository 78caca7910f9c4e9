import { StorageError } from '@dawg/contract/storage-error';
import { describe, expect, test } from 'vitest';
import { createTestStorage, OWNER, pattern, STRANGER } from '../../testing/test-storage.ts';

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'followed',
    (error: unknown) => (error instanceof StorageError ? error.code : error),
  );
const tokenOf = (url: string | null) => ({ token: url?.split('/').at(-1) ?? '' });
const HOUR = 3_600_000;

describe('a link', () => {
  test('may be followed for an hour, as often as somebody likes', async () => {
    const { storage, upload, pass } = createTestStorage();
    const { id: fileId } = await upload(pattern(10));
    const link = await storage.downloads.createLink({ owner: OWNER, fileId });
    expect(link).toMatchObject({ fileName: 'mix.wav', sizeBytes: 10, expiresInSeconds: 3600 });
    const follow = () => codeOf(storage.downloads.followLink(tokenOf(link.url)));
    expect(await follow()).toBe('followed');
    pass(HOUR - 1);
    expect(await follow()).toBe('followed');
    pass(1);
    expect(await follow()).toBe('link-not-found');
    await storage.jobs.sweepTickets();
    expect(await follow()).toBe('link-not-found');
  });

  test('leads nowhere while its file is in the trash, and once it is gone', async () => {
    const { storage, upload } = createTestStorage();
    const { id: fileId } = await upload(pattern(10));
    const { url } = await storage.downloads.createLink({ owner: OWNER, fileId });
    const follow = () => codeOf(storage.downloads.followLink(tokenOf(url)));
    await storage.files.trash({ owner: OWNER, fileId });
    expect(await follow()).toBe('file-not-found');
    expect(await codeOf(storage.downloads.createLink({ owner: OWNER, fileId }))).toBe('file-not-found');
    await storage.files.restore({ owner: OWNER, fileId });
    expect(await follow()).toBe('followed');
    await storage.files.trash({ owner: OWNER, fileId });
    await storage.files.purge({ owner: OWNER, fileId });
    expect(await follow()).toBe('file-not-found');
  });

  test('is made by the owner alone, and is no zip’s ticket, nor the other way round', async () => {
    const { storage, upload } = createTestStorage();
    const { id: fileId } = await upload(pattern(10));
    expect(await codeOf(storage.downloads.createLink({ owner: STRANGER, fileId }))).toBe('file-not-found');
    const zip = await storage.downloads.createZipTicket({ owner: OWNER, fileIds: [fileId] });
    expect(await codeOf(storage.downloads.followLink(zip))).toBe('link-not-found');
    const link = await storage.downloads.createLink({ owner: OWNER, fileId });
    expect(await codeOf(storage.downloads.openZip(tokenOf(link.url)))).toBe('link-not-found');
  });
});

describe('a public link', () => {
  const makePublic = async ({ storage, upload }: ReturnType<typeof createTestStorage>) => {
    const { id } = await upload(pattern(10));
    const file = await storage.files.describe({ owner: OWNER, fileId: id, isPublic: true });
    const follow = (url = file.publicUrl) => codeOf(storage.downloads.followPublicLink(tokenOf(url)));
    return { id, url: file.publicUrl ?? '', follow };
  };

  test('is there as long as the file is public, is not its id, and another each time it becomes so', async () => {
    const world = createTestStorage();
    const { id, url, follow } = await makePublic(world);
    const describeAs = (isPublic: boolean) =>
      world.storage.files.describe({ owner: OWNER, fileId: id, isPublic });
    expect(url).not.toContain(id);
    expect(await follow()).toBe('followed');
    expect((await describeAs(true)).publicUrl).toBe(url);
    expect(await describeAs(false)).toMatchObject({ isPublic: false, publicUrl: null });
    expect(await follow()).toBe('link-not-found');
    const again = (await describeAs(true)).publicUrl;
    expect(again).not.toBe(url);
    expect(await follow()).toBe('link-not-found');
    expect(await follow(again)).toBe('followed');
  });

  test('leads nowhere while its file is in the trash, and is not told then', async () => {
    const world = createTestStorage();
    const { id: fileId, url, follow } = await makePublic(world);
    expect(await world.storage.files.trash({ owner: OWNER, fileId })).toMatchObject({ publicUrl: null });
    expect(await follow()).toBe('link-not-found');
    expect(await world.storage.files.restore({ owner: OWNER, fileId })).toMatchObject({ publicUrl: url });
    expect(await follow()).toBe('followed');
    await world.storage.files.trash({ owner: OWNER, fileId });
    await world.storage.files.purge({ owner: OWNER, fileId });
    expect(await follow()).toBe('link-not-found');
  });

  test('leads to the bytes that have taken the place of those before', async () => {
    const world = createTestStorage();
    const { url, follow } = await makePublic(world);
    const before = await world.storage.downloads.followPublicLink(tokenOf(url));
    const replaced = await world.upload(pattern(20), { onConflict: 'replace' });
    expect(replaced.publicUrl).toBe(url);
    expect(await follow()).toBe('followed');
    const after = await world.storage.downloads.followPublicLink(tokenOf(url));
    expect(new URL(after.url).pathname).not.toBe(new URL(before.url).pathname);
  });

  test('lists the file to nobody else', async () => {
    const world = createTestStorage();
    const { id: fileId } = await makePublic(world);
    expect(await world.storage.files.list({ owner: STRANGER })).toMatchObject({ files: [] });
    expect(await codeOf(world.storage.files.get({ owner: STRANGER, fileId }))).toBe('file-not-found');
    const ask = world.storage.downloads.createLink({ owner: STRANGER, fileId });
    expect(await codeOf(ask)).toBe('file-not-found');
  });

  test.each(['', 'x', '../../etc/passwd', 'a'.repeat(43), '\u0000', 'ü'.repeat(43)])(
    'of the token %j is answered like one that has ended',
    async (token) => {
      const world = createTestStorage();
      await makePublic(world);
      expect(await codeOf(world.storage.downloads.followPublicLink({ token }))).toBe('link-not-found');
      expect(await codeOf(world.storage.downloads.followLink({ token }))).toBe('link-not-found');
    },
  );
});
