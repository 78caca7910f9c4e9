import { beforeEach, describe, expect, test, vi } from 'vitest';
import { noise, wavFile } from '../../testing/fixtures.ts';
import { OWNER, startInProcessServer, type InProcessServer } from '../../testing/in-process-server.ts';
import { openUploader, reaches } from '../../testing/uploaders.ts';

const PART = 5 * 2 ** 20;

describe('a person who stops and goes on', () => {
  let server: InProcessServer;
  beforeEach(() => (server = startInProcessServer()));
  const ledger = () => server.catalog.quotas.get(OWNER);

  /** An upload under way, stopped by `stop` when its third part is stored. */
  const stopAtThirdPart = (stop: (uploader: ReturnType<typeof openUploader>) => void) => {
    const uploader = openUploader(server);
    server.afterPart = () => {
      if (server.storedParts.length === 3) stop(uploader);
    };
    uploader.add([wavFile('mix.wav', noise(PART * 9, 1))]);
    return uploader;
  };

  test('by a pause and at once a resume, sees it go on', async () => {
    const uploader = stopAtThirdPart((upload) => {
      upload.pauseAll();
      upload.resumeAll();
    });
    await reaches(uploader, 'stored');
  });

  test('by a cancel, and then pauses all, sees it cancelled and everything given back', async () => {
    const uploader = stopAtThirdPart((upload) => {
      upload.cancelAll();
      upload.pauseAll();
      upload.close();
    });
    await reaches(uploader, 'cancelled');
    await vi.waitFor(async () => expect(await ledger()).toMatchObject({ usedSpace: 0, reservedSpace: 0 }));
  });

  test('too late, while the file is being completed, sees it stored', async () => {
    const uploader = openUploader(server);
    server.afterCall = (path) => {
      if (path === 'uploads.complete') uploader.cancelAll();
    };
    uploader.add([wavFile('kick.wav', noise(1000, 1))]);
    await reaches(uploader, 'stored');
    expect(await ledger()).toMatchObject({ fileCount: 1, usedSpace: 1000 });
  });

  test('never sees the progress go back, though no whole part had arrived', async () => {
    const uploader = openUploader(server);
    const seen: number[] = [];
    uploader.subscribe(() => seen.push(uploader.snapshot().items[0]?.sentBytes ?? 0));
    let isFirst = true;
    server.refusePart = () => {
      if (isFirst) uploader.pauseAll();
      isFirst = false;
      return 503;
    };
    uploader.add([wavFile('mix.wav', noise(PART * 3, 1))]);
    await reaches(uploader, 'paused');
    server.refusePart = () => null;
    uploader.resumeAll();
    await reaches(uploader, 'stored');
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });

  test('takes a failed file from the list and adds it again: what had arrived is not sent again', async () => {
    const bytes = noise(PART * 8, 1);
    const uploader = openUploader(server);
    server.refusePart = (signed) => (signed.partNumber === 8 ? 400 : null);
    uploader.add([wavFile('mix.wav', bytes)]);
    await reaches(uploader, 'failed');
    const arrived = server.storedParts.splice(0).length;
    uploader.dismissFinished();
    server.refusePart = () => null;
    uploader.add([wavFile('mix.wav', bytes)]);
    await reaches(uploader, 'stored');
    expect(server.storedParts).toHaveLength(8 - arrived);
    expect(await ledger()).toMatchObject({ usedSpace: bytes.length, reservedSpace: 0 });
  });

  test('discards what an earlier visit left, and adds the file again, begins anew', async () => {
    const earlier = stopAtThirdPart((upload) => upload.close());
    await reaches(earlier, 'paused');
    server.afterPart = () => {};
    const uploader = openUploader(server);
    uploader.add([wavFile('other.wav', noise(10, 2))]); // the list is known now
    await reaches(uploader, 'stored');
    const [session] = await server.client.uploads.list.query();
    await server.client.uploads.abort.mutate({ sessionId: session?.id ?? '' });
    uploader.add([wavFile('mix.wav', noise(PART * 9, 1))]);
    await reaches(uploader, 'stored', 'stored');
    expect(await ledger()).toMatchObject({ fileCount: 2, reservedSpace: 0 });
  });

  test('closes the uploader while nothing answers, and uses it again at once', async () => {
    const uploader = openUploader(server);
    server.isReachable = false;
    uploader.add([wavFile('one.wav', noise(10, 1))]);
    await vi.waitFor(() => expect(server.calls.length).toBeGreaterThan(0));
    uploader.close();
    server.isReachable = true;
    uploader.add([wavFile('two.wav', noise(11, 2))]);
    await reaches(uploader, 'paused', 'stored');
  });

  test('is told of every file though a listener throws', async () => {
    const thrown: unknown[] = [];
    const caught = (error: unknown) => thrown.push(error);
    process.on('uncaughtException', caught);
    const uploader = openUploader(server);
    uploader.onStored(() => {
      throw new Error('a host’s mistake');
    });
    const names = Array.from({ length: 60 }, (_, index) => `take ${index}.wav`);
    uploader.add(names.map((name, index) => wavFile(name, noise(100 + index, index))));
    await reaches(uploader, ...names.map(() => 'stored' as const));
    process.off('uncaughtException', caught);
    expect(thrown).toHaveLength(60);
  });
});
