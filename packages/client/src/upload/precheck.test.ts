import { beforeEach, describe, expect, test } from 'vitest';
import { noise, wavFile } from '../../testing/fixtures.ts';
import { OWNER, startInProcessServer, type InProcessServer } from '../../testing/in-process-server.ts';
import { onlyItem, openUploader, reaches } from '../../testing/uploaders.ts';
import type { FileSource } from './file-source.ts';
import { precheck, thoseThatFit } from './precheck.ts';

describe('the check before files are uploaded', () => {
  let server: InProcessServer;
  beforeEach(() => (server = startInProcessServer()));

  const check = (files: readonly FileSource[]) =>
    precheck(
      server.client,
      files,
      (file) => file,
      () => server.client.uploads.rules.query(),
    );
  const names = (files: readonly FileSource[]) => files.map(({ name }) => name);

  test('tells of a mixed hundred what is refused and why, before a byte is sent', async () => {
    const fine = Array.from({ length: 97 }, (_, index) => wavFile(`take ${index}.wav`, noise(10, index)));
    const checked = await check([
      ...fine,
      wavFile('cover.png', noise(10, 1)),
      wavFile('empty.wav', new Uint8Array()),
      { ...wavFile('huge.wav', noise(1, 1)), sizeBytes: 2 ** 40 },
    ]);
    expect(names(checked.ready)).toEqual(names(fine));
    expect(checked.refused.map(({ candidate, error }) => [candidate.name, error.code])).toEqual([
      ['cover.png', 'type-not-allowed'],
      ['empty.wav', 'file-empty'],
      ['huge.wav', 'file-too-large'],
    ]);
    expect(server.storedParts).toEqual([]);
    expect(server.calls).not.toContain('uploads.create');
  });

  test('finds names that are stored in the same folder, or come twice, in any case', async () => {
    const uploader = openUploader(server);
    uploader.add([{ ...wavFile('Kick.wav', noise(10, 1)), folderPath: 'Drums' }]);
    await reaches(uploader, 'stored');
    const inDrums = (name: string) => ({ ...wavFile(name, noise(9, 2)), folderPath: 'Drums' });
    const checked = await check([
      inDrums('KICK.wav'),
      wavFile('Kick.wav', noise(9, 2)),
      wavFile('kick.WAV', noise(8, 3)),
    ]);
    expect(checked.taken.map(({ folderPath, name }) => [folderPath, name])).toEqual([
      ['Drums', 'KICK.wav'],
      ['', 'kick.WAV'],
    ]);
    expect(checked.ready).toHaveLength(1);
  });

  test('asks about more names than one call takes', async () => {
    const files = Array.from({ length: 2500 }, (_, index) => wavFile(`take ${index}.wav`, noise(1, index)));
    expect((await check(files)).ready).toHaveLength(2500);
    expect(server.calls.filter((path) => path === 'files.taken')).toHaveLength(3);
  });

  test('knows how much room there is, and that a file under way has its own already', async () => {
    const bytes = noise(11 * 2 ** 20, 1);
    server.catalog.setQuota(OWNER, 12 * 2 ** 20);
    const uploader = openUploader(server);
    server.afterPart = () => uploader.pauseAll();
    uploader.add([wavFile('mix.wav', bytes)]);
    await reaches(uploader, 'paused');
    expect(onlyItem(uploader).sessionId).not.toBeNull();
    const [again, other] = [wavFile('mix.wav', bytes), wavFile('other.wav', noise(2 * 2 ** 20, 2))];
    const checked = await check([again, other]);
    expect(checked.availableBytes).toBe(2 ** 20);
    expect(thoseThatFit(checked.ready, checked.neededBytes, checked.availableBytes)).toEqual([again]);
  });
});
