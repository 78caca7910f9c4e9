import { beforeEach, describe, expect, test, vi } from 'vitest';
import { noise, wavFile } from '../../testing/fixtures.ts';
import { quickPace, startInProcessServer, type InProcessServer } from '../../testing/in-process-server.ts';
import { openUploader, reaches } from '../../testing/uploaders.ts';

const PART = 5 * 2 ** 20;

describe('files that are uploaded together', () => {
  let server: InProcessServer;
  let stored: string[];
  beforeEach(() => {
    server = startInProcessServer();
    stored = [];
  });

  const open = () => {
    const uploader = openUploader(server);
    uploader.onStored((file) => stored.push(file.fileName));
    return uploader;
  };

  test('do not let small ones wait for a large one that came first', async () => {
    const uploader = open();
    const small = Array.from({ length: 10 }, (_, index) => wavFile(`kick ${index}.wav`, noise(1000, index)));
    uploader.add([wavFile('mix.wav', noise(PART * 12, 1)), ...small]);
    await reaches(uploader, ...Array.from({ length: 11 }, () => 'stored' as const));
    expect(stored.at(-1)).toBe('mix.wav');
  });

  test('do not wait for files that are still being written', async () => {
    let isWritten = false;
    const pace = {
      ...quickPace,
      date: () => 1_000,
      delay: async () => {
        while (!isWritten) await new Promise((resolve) => setTimeout(resolve, 10));
      },
    };
    const uploader = openUploader(server, { pace });
    const recording = Array.from({ length: 8 }, (_, index) =>
      wavFile(`rec ${index}.wav`, noise(PART * 2, index), 0),
    );
    uploader.add([...recording, wavFile('mix.wav', noise(PART * 2, 9), -100_000)]);
    await vi.waitFor(() => expect(uploader.snapshot().items.at(-1)?.status.kind).toBe('stored'), 5000);
    expect(uploader.snapshot().unfinished).toBe(8);
    isWritten = true;
    await reaches(uploader, ...Array.from({ length: 9 }, () => 'stored' as const));
  });

  test('go by priority, also one that is given while others wait', async () => {
    const uploader = open();
    const large = Array.from({ length: 12 }, (_, index) =>
      wavFile(`mix ${index}.wav`, noise(PART * 2, index)),
    );
    const ids = uploader.add(large);
    uploader.prioritise(ids.at(-1) ?? '', 1);
    await reaches(uploader, ...large.map(() => 'stored' as const));
    // Six were under way before; of the others it goes first.
    expect(stored.indexOf('mix 11.wav')).toBeLessThan(8);
    expect(uploader.snapshot().items.at(-1)?.priority).toBe(1);
  });

  test('are paused, resumed and cancelled all at once', async () => {
    const uploader = open();
    server.isReachable = false;
    uploader.add([1, 2, 3].map((index) => wavFile(`${index}.wav`, noise(1000, index))));
    uploader.pauseAll();
    await reaches(uploader, 'paused', 'paused', 'paused');
    server.isReachable = true;
    uploader.resumeAll();
    await reaches(uploader, 'stored', 'stored', 'stored');
    uploader.add([wavFile('4.wav', noise(1000, 4))]);
    uploader.cancelAll();
    await reaches(uploader, 'stored', 'stored', 'stored', 'cancelled');
  });

  test('are tried again all at once, but for those that would be refused again', async () => {
    const uploader = open();
    server.catalog.setQuota('owner-1', 0);
    uploader.add([wavFile('a.wav', noise(10, 1)), wavFile('empty.wav', new Uint8Array())]);
    await reaches(uploader, 'failed', 'failed');
    server.catalog.setQuota('owner-1', 1000);
    uploader.retryAll();
    await reaches(uploader, 'stored', 'failed');
  });

  test('keep the folders they came in', async () => {
    const uploader = open();
    uploader.add([{ ...wavFile('kick.wav', noise(10, 1)), folderPath: 'Album/Stems' }]);
    await reaches(uploader, 'stored');
    const { files } = await server.client.files.list.query({});
    expect(files.map(({ fileName, folderPath }) => [folderPath, fileName])).toEqual([
      ['Album/Stems', 'kick.wav'],
    ]);
  });
});
