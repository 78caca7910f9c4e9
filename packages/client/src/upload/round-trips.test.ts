import { beforeEach, describe, expect, test } from 'vitest';
import { noise, wavFile } from '../../testing/fixtures.ts';
import { startInProcessServer, type InProcessServer } from '../../testing/in-process-server.ts';
import { openUploader, reaches } from '../../testing/uploaders.ts';

const PART = 5 * 2 ** 20;

describe('the control calls', () => {
  let server: InProcessServer;
  beforeEach(() => (server = startInProcessServer()));

  /** Calls about one file; those asked once for all files are left out. */
  const callsOf = (calls: readonly string[]) =>
    calls.filter((path) => path !== 'uploads.rules' && path !== 'uploads.list');

  test('of a small file are two, around one PUT', async () => {
    const uploader = openUploader(server);
    uploader.add([wavFile('kick.wav', noise(200_000, 1))]);
    await reaches(uploader, 'stored');
    expect(callsOf(server.calls)).toEqual(['uploads.create', 'uploads.complete']);
    expect(server.storedParts).toEqual([1]);
  });

  test.each([2, 6, 7, 12, 20])('of a file of %i parts are at most 2 + ⌈parts / 6⌉', async (parts) => {
    const uploader = openUploader(server);
    uploader.add([wavFile('mix.wav', noise(PART * (parts - 1) + 1, 1))]);
    await reaches(uploader, 'stored');
    expect(callsOf(server.calls).length).toBeLessThanOrEqual(2 + Math.ceil(parts / 6));
    expect(server.storedParts).toHaveLength(parts);
  });

  test('ask for the rules and the unfinished sessions once for all files', async () => {
    const uploader = openUploader(server);
    const names = Array.from({ length: 30 }, (_, index) => `take ${index}.wav`);
    uploader.add(names.map((name, index) => wavFile(name, noise(1000 + index, index))));
    await reaches(uploader, ...names.map(() => 'stored' as const));
    const asked = server.calls.filter((path) => path === 'uploads.rules' || path === 'uploads.list');
    expect(asked.toSorted()).toEqual(['uploads.list', 'uploads.rules']);
  });

  test('read each byte of a file once', async () => {
    const file = wavFile('mix.wav', noise(PART * 7 + 5, 1));
    let readBytes = 0;
    const counted = {
      ...file,
      readPart: async (range: Parameters<typeof file.readPart>[0]) => {
        readBytes += range.sizeBytes;
        return file.readPart(range);
      },
    };
    const uploader = openUploader(server);
    uploader.add([counted]);
    await reaches(uploader, 'stored');
    expect(readBytes).toBe(file.sizeBytes);
  });

  test('go on when the server cuts files otherwise than its rules said', async () => {
    const uploader = openUploader(server, {
      rules: async () => ({ maxFileBytes: 100 * 2 ** 20, smallestPartBytes: 2 * PART }),
    });
    uploader.add([wavFile('mix.wav', noise(PART * 3, 1))]);
    await reaches(uploader, 'stored');
    expect(server.storedParts.toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
  });
});
