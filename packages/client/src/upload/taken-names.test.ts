import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noise, wavFile } from '../../testing/fixtures.ts';
import { OWNER, startInProcessServer, type InProcessServer } from '../../testing/in-process-server.ts';
import { onlyItem, openUploader, reaches } from '../../testing/uploaders.ts';
import { precheck } from './precheck.ts';
import type { AddOptions, Uploader } from './uploader.ts';

const PART = 5 * 2 ** 20;

describe('a file whose name is taken', () => {
  let server: InProcessServer;
  let uploaders: Uploader[];
  beforeEach(async () => {
    server = startInProcessServer();
    uploaders = [];
    await store(wavFile('mix.wav', noise(100, 1)));
  });
  afterEach(() => uploaders.forEach((uploader) => uploader.close()));

  const newUploader = () => {
    const uploader = openUploader(server);
    uploaders.push(uploader);
    return uploader;
  };
  const store = async (file: ReturnType<typeof wavFile>, options?: AddOptions) => {
    const uploader = newUploader();
    uploader.add([file], options);
    await reaches(uploader, 'stored');
    return uploader;
  };
  const names = async () =>
    (await server.client.files.list.query({})).files.map(({ fileName }) => fileName).toSorted();
  const ledger = () => server.catalog.quotas.get(OWNER);

  test('is kept beside unless told otherwise', async () => {
    await store(wavFile('mix.wav', noise(120, 2)));
    expect(await names()).toEqual(['mix (2).wav', 'mix.wav']);
  });

  test('that replaces becomes the file, and the bytes that were there a version of it', async () => {
    await store(wavFile('mix.wav', noise(120, 2)), { onConflict: 'replace' });
    const { files } = await server.client.files.list.query({});
    expect(files.map(({ fileName, sizeBytes }) => [fileName, sizeBytes])).toEqual([['mix.wav', 120]]);
    const versions = await server.client.versions.list.query({ fileId: files[0]?.id ?? '' });
    expect(versions.map(({ sizeBytes }) => sizeBytes)).toEqual([100]);
    expect(await ledger()).toMatchObject({ usedSpace: 220, reservedSpace: 0 });
  });

  test('that is to be skipped sends nothing, and tells which file is there', async () => {
    const sentBefore = server.storedParts.length;
    const uploader = newUploader();
    const stored: string[] = [];
    uploader.onStored((file) => stored.push(file.fileName));
    uploader.add([wavFile('mix.wav', noise(120, 2))], { onConflict: 'skip' });
    await reaches(uploader, 'stored');
    expect(onlyItem(uploader).status).toMatchObject({
      isSkipped: true,
      file: { fileName: 'mix.wav', sizeBytes: 100 },
    });
    expect(stored).toEqual([]);
    expect(server.storedParts).toHaveLength(sentBefore);
    expect(await ledger()).toMatchObject({ usedSpace: 100, reservedSpace: 0 });
  });

  test('that must not be there twice fails, and is stored on another try when the name is free', async () => {
    const uploader = newUploader();
    uploader.add([wavFile('mix.wav', noise(120, 2))], { onConflict: 'fail' });
    await reaches(uploader, 'failed');
    expect(onlyItem(uploader).status).toMatchObject({ error: { code: 'name-taken' } });
    const [there] = (await server.client.files.list.query({})).files;
    await server.client.files.rename.mutate({ fileId: there?.id ?? '', fileName: 'old mix.wav' });
    uploader.retry(onlyItem(uploader).id);
    await reaches(uploader, 'stored');
    expect(await names()).toEqual(['mix.wav', 'old mix.wav']);
  });

  test('continues only a session that does the same with the name', async () => {
    const long = wavFile('mix.wav', noise(PART * 4, 3));
    const first = newUploader();
    server.afterPart = () => first.pauseAll();
    first.add([long], { onConflict: 'replace' });
    await reaches(first, 'paused');
    first.close();
    server.afterPart = () => {};
    const begun = onlyItem(first).sessionId;

    const checked = await precheck(
      server.client,
      [long],
      (file) => file,
      () => server.client.uploads.rules.query(),
    );
    expect(checked.taken).toEqual([long]);
    expect(checked.neededBytes(long)).toBe(PART * 4);
    expect(checked.neededBytes(long, 'replace')).toBe(0);

    const beside = await store(long);
    expect(onlyItem(beside).sessionId).not.toBe(begun);
    const replacing = await store(long, { onConflict: 'replace' });
    expect(onlyItem(replacing)).toMatchObject({ sessionId: begun });
    expect(onlyItem(replacing).resumedBytes).toBeGreaterThan(0);
    expect(await names()).toEqual(['mix (2).wav', 'mix.wav']);
    expect(await server.client.uploads.list.query()).toEqual([]);
  });
});
