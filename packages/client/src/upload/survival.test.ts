import { SESSION_IDLE_MS } from '@dawg/storage/uploads/upload-session';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { noise, wavFile } from '../../testing/fixtures.ts';
import {
  OWNER,
  quickPace,
  startInProcessServer,
  type InProcessServer,
} from '../../testing/in-process-server.ts';
import { onlyItem, openUploader, reaches } from '../../testing/uploaders.ts';
import { StorageError } from '@dawg/contract/storage-error';
import type { FileSource } from './file-source.ts';
import { PartNotStoredError, type PutPart } from './put-part.ts';
import type { Pace } from './retry.ts';

const PART = 5 * 2 ** 20;

describe('an upload', () => {
  let server: InProcessServer;
  beforeEach(() => (server = startInProcessServer()));

  test('whose session expired while it was paused begins anew by itself', async () => {
    const uploader = openUploader(server);
    server.afterPart = () => uploader.pauseAll();
    uploader.add([wavFile('mix.wav', noise(PART * 8, 1))]);
    await reaches(uploader, 'paused');
    server.afterPart = () => {};
    server.pass(SESSION_IDLE_MS + 1);
    uploader.resumeAll();
    await reaches(uploader, 'stored');
    await server.sweep();
    expect(await server.catalog.quotas.get(OWNER)).toMatchObject({ usedSpace: PART * 8, reservedSpace: 0 });
  });

  test('that somebody gave up on another device says so, and is not begun again behind their back', async () => {
    const uploader = openUploader(server);
    server.afterPart = () => uploader.pauseAll();
    uploader.add([wavFile('mix.wav', noise(PART * 8, 1))]);
    await reaches(uploader, 'paused');
    server.afterPart = () => {};
    await server.client.uploads.abort.mutate({ sessionId: onlyItem(uploader).sessionId ?? '' });
    uploader.resumeAll();
    await reaches(uploader, 'failed');
    expect(onlyItem(uploader).status).toMatchObject({ error: { code: 'upload-ended' } });
  });

  test('of one file in two tabs sends every part once, and both tabs see it stored', async () => {
    const bytes = noise(PART * 9 + 3, 1);
    const [first, second] = [openUploader(server), openUploader(server)];
    const secondWaits = () => expect(onlyItem(second).status.kind).toBe('elsewhere');
    server.afterPart = async () => {
      await vi.waitFor(secondWaits, 4000);
    };
    first.add([wavFile('mix.wav', bytes)]);
    second.add([wavFile('mix.wav', bytes)]);
    await Promise.all([reaches(first, 'stored'), reaches(second, 'stored')]);
    expect(server.storedParts).toHaveLength(10);
    expect(await server.catalog.quotas.get(OWNER)).toMatchObject({ fileCount: 1, reservedSpace: 0 });
  });

  test('goes on in the other tab when the first one is closed', async () => {
    const bytes = noise(PART * 9, 1);
    const [first, second] = [openUploader(server), openUploader(server)];
    server.afterPart = () => void (server.storedParts.length === 3 && first.close());
    first.add([wavFile('mix.wav', bytes)]);
    second.add([wavFile('mix.wav', bytes)]);
    await reaches(second, 'stored');
    expect(await server.catalog.quotas.get(OWNER)).toMatchObject({ fileCount: 1, usedSpace: bytes.length });
    expect(onlyItem(second).resumedBytes).toBeGreaterThanOrEqual(3 * PART);
  });

  test('in the other tab of a file that the first one gave up is an upload of its own', async () => {
    const bytes = noise(PART * 4, 1);
    const [first, second] = [openUploader(server), openUploader(server)];
    server.afterPart = () => void (server.storedParts.length === 2 && first.cancelAll());
    first.add([wavFile('mix.wav', bytes)]);
    second.add([wavFile('mix.wav', bytes)]);
    await reaches(second, 'stored');
    await reaches(first, 'cancelled');
    await vi.waitFor(async () =>
      expect(await server.catalog.quotas.get(OWNER)).toMatchObject({ fileCount: 1, reservedSpace: 0 }),
    );
  });

  test('in two tabs of two files that look alike stores what was chosen first and refuses the other', async () => {
    const [first, second] = [openUploader(server), openUploader(server)];
    first.add([wavFile('mix.wav', noise(PART * 3, 1))]);
    second.add([wavFile('mix.wav', noise(PART * 3, 2))]);
    await reaches(first, 'stored');
    await reaches(second, 'failed');
    expect(onlyItem(second).status).toMatchObject({ error: { code: 'file-changed' } });
    second.retryAll();
    await reaches(second, 'stored');
    expect(await server.catalog.quotas.get(OWNER)).toMatchObject({ fileCount: 2 });
  });

  test('of a small file whose answer from the store was lost is complete: the second PUT finds it there', async () => {
    let isFirst = true;
    const { putPart } = server;
    const losing = openUploader({
      ...server,
      putPart: async (...parameters) => {
        await putPart(...parameters);
        if (isFirst) {
          isFirst = false;
          throw new PartNotStoredError(null);
        }
      },
    });
    losing.add([wavFile('kick.wav', noise(1000, 1))]);
    await reaches(losing, 'stored');
    expect(await server.catalog.quotas.get(OWNER)).toMatchObject({ fileCount: 1, usedSpace: 1000 });
  });

  test('leaves a busy store alone for as long as it asks', async () => {
    const waits: number[] = [];
    const pace: Pace = {
      ...quickPace,
      delay: (ms, signal) => (waits.push(ms), quickPace.delay(ms, signal)),
    };
    const { putPart } = server;
    let isBusy = true;
    const refusing: PutPart = (...parameters) => {
      if (!isBusy) return putPart(...parameters);
      isBusy = false;
      return Promise.reject(new PartNotStoredError(503, 7_000));
    };
    const uploader = openUploader({ ...server, putPart: refusing }, { pace });
    uploader.add([wavFile('kick.wav', noise(1000, 1))]);
    await reaches(uploader, 'stored');
    expect(waits).toContain(7_000);
  });

  test('waits for a file that is still being written, and stores it whole', async () => {
    const finished = noise(PART + 77, 1);
    const growing = [1000, PART, finished.length].map((size, index) =>
      writtenAt(wavFile('bounce.wav', finished.slice(0, size)), 10_000 + index * 2_000),
    );
    let date = 10_500;
    const longerThanAnUpdate = () => new Promise<void>((resolve) => setTimeout(resolve, 150));
    const pace = { ...quickPace, date: () => date, delay: longerThanAnUpdate };
    const chosen = lookingAt(growing, () => void (date += 2_000));
    const uploader = openUploader(server, { pace });
    const seen = new Set<string>();
    uploader.subscribe(() => seen.add(onlyItem(uploader).status.kind));
    uploader.add([chosen]);
    await reaches(uploader, 'stored');
    expect(seen).toContain('settling');
    expect(onlyItem(uploader)).toMatchObject({ sizeBytes: finished.length });
    expect(await server.catalog.quotas.get(OWNER)).toMatchObject({
      usedSpace: finished.length,
      fileCount: 1,
    });
  });

  test('of a file that grows while it is paused stores all of it, not what it was', async () => {
    const whole = noise(PART * 6, 1);
    let date = 10_000;
    const states = [PART * 4, PART * 6].map((size) =>
      writtenAt(wavFile('bounce.wav', whole.slice(0, size)), 10_000),
    );
    const grown = writtenAt(states[1] ?? wavFile('', new Uint8Array()), 19_000);
    let now = states[0] ?? grown;
    const chosen: FileSource = { ...now, lookAgain: async () => ({ ...now, lookAgain: chosen.lookAgain }) };
    const uploader = openUploader(server, { pace: { ...quickPace, date: () => date } });
    server.afterPart = () => uploader.pauseAll();
    uploader.add([chosen]);
    await reaches(uploader, 'paused');
    server.afterPart = () => {};
    now = grown;
    date = 20_000; // the DAW has just written again
    Object.assign(chosen, { lastModified: 19_000 });
    uploader.resumeAll();
    await reaches(uploader, 'stored');
    await vi.waitFor(async () =>
      expect(await server.catalog.quotas.get(OWNER)).toMatchObject({
        usedSpace: whole.length,
        reservedSpace: 0,
      }),
    );
  });

  test('waits for a file that was written a moment ago, also where it cannot be looked at again, whatever wakes it', async () => {
    const waits: number[] = [];
    const pace = {
      ...quickPace,
      date: () => 11_000,
      delay: async (ms: number) => {
        waits.push(ms);
        await new Promise((resolve) => setTimeout(resolve, 150));
      },
    };
    const uploader = openUploader(server, { pace });
    uploader.add([writtenAt(wavFile('bounce.wav', noise(1000, 1)), 10_000)]);
    await vi.waitFor(() => expect(onlyItem(uploader).status.kind).toBe('settling'));
    uploader.wake();
    expect(server.storedParts).toEqual([]);
    await reaches(uploader, 'stored');
    expect(waits).toEqual([3000]);
  });

  test('whose session expired under its hands begins anew', async () => {
    const uploader = openUploader(server);
    let isFirst = true;
    server.afterPart = async () => {
      if (!isFirst) return;
      isFirst = false;
      server.pass(SESSION_IDLE_MS + 1);
      await server.sweep();
    };
    uploader.add([wavFile('mix.wav', noise(PART * 14, 1))]);
    await reaches(uploader, 'stored');
    expect(await server.catalog.quotas.get(OWNER)).toMatchObject({ usedSpace: PART * 14, reservedSpace: 0 });
  });

  test('begins anew when the file was written to while it was read', async () => {
    const before = wavFile('bounce.wav', noise(PART * 9, 1), 1);
    const after = wavFile('bounce.wav', noise(PART * 2, 2), 2);
    const chosen: FileSource = {
      ...before,
      readPart: (range) => {
        if (range.partNumber > 6) throw new StorageError('file-changed'); // the second batch
        return before.readPart(range);
      },
      lookAgain: async () => ({ ...after, lookAgain: async () => after }),
    };
    const uploader = openUploader(server);
    uploader.add([chosen]);
    await reaches(uploader, 'stored');
    expect(onlyItem(uploader)).toMatchObject({ sizeBytes: PART * 2 });
    await vi.waitFor(async () =>
      expect(await server.catalog.quotas.get(OWNER)).toMatchObject({ usedSpace: PART * 2, reservedSpace: 0 }),
    );
  });

  test('that waits for the line tries at once when it is told that the line is back', async () => {
    const patient = { ...quickPace, delay: neverBy };
    const uploader = openUploader(server, { pace: patient });
    server.isReachable = false;
    uploader.add([wavFile('mix.wav', noise(1000, 1))]);
    await vi.waitFor(() => expect(server.calls.length).toBeGreaterThan(0));
    server.isReachable = true;
    await vi.waitFor(() => {
      uploader.wake();
      expect(onlyItem(uploader).status.kind).toBe('stored');
    });
  });
});

function writtenAt(file: FileSource, lastModified: number): FileSource {
  return { ...file, lastModified };
}

/** A file that is, at each look, the next of `states`; the last one stays. */
function lookingAt(states: readonly FileSource[], onLook: () => void, at = 0): FileSource {
  const state = states[Math.min(at, states.length - 1)];
  if (!state) throw new Error('no state');
  return {
    ...state,
    lookAgain: async () => {
      onLook();
      return lookingAt(states, onLook, at + 1);
    },
  };
}

/** Waits until the signal fires, however short the time. */
const neverBy = (_ms: number, signal: AbortSignal) =>
  new Promise<void>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
