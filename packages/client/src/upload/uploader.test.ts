import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fileSource } from '../browser/file-source.ts';
import { noise, wavFile } from '../../testing/fixtures.ts';
import { OWNER, startInProcessServer, type InProcessServer } from '../../testing/in-process-server.ts';
import { openUploader, reaches } from '../../testing/uploaders.ts';
import type { UploadItem } from './upload-item.ts';
import type { Uploader } from './uploader.ts';

const PART = 5 * 2 ** 20;

describe('the uploader', () => {
  let server: InProcessServer;
  let uploaders: Uploader[];
  beforeEach(() => {
    server = startInProcessServer();
    uploaders = [];
  });
  afterEach(() => uploaders.forEach((uploader) => uploader.close()));

  const newUploader = () => {
    const uploader = openUploader(server);
    uploaders.push(uploader);
    return uploader;
  };
  const only = (uploader: Uploader): UploadItem => {
    const [item] = uploader.snapshot().items;
    if (!item) throw new Error('no item');
    return item;
  };
  const ledger = () => server.catalog.quotas.get(OWNER);

  test('stores a file of several parts, byte for byte, and says so once', async () => {
    const bytes = noise(PART * 7 + 11, 1);
    const uploader = newUploader();
    const stored: string[] = [];
    uploader.onStored((file) => stored.push(file.fileName));
    uploader.add([wavFile('mix.wav', bytes)], { projectId: 'p-1' });
    await reaches(uploader, 'stored');
    expect(stored).toEqual(['mix.wav']);
    expect(only(uploader)).toMatchObject({
      sentBytes: bytes.length,
      sizeBytes: bytes.length,
      resumedBytes: 0,
    });
    expect(server.storedParts.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const [key = ''] = server.objects.keysHeld().objects;
    const url = await server.objects.presignDownload(key, { fileName: '', contentType: '' }, 60);
    expect(Buffer.compare(server.objects.serveDownload(url)?.bytes ?? new Uint8Array(), bytes)).toBe(0);
    expect(await ledger()).toMatchObject({ usedSpace: bytes.length, reservedSpace: 0, fileCount: 1 });
  });

  test('stores many files at once, each with its own session', async () => {
    const uploader = newUploader();
    uploader.add(
      Array.from({ length: 20 }, (_, index) => wavFile(`take ${index}.wav`, noise(1000 + index, index))),
    );
    await vi.waitFor(() => expect(uploader.snapshot().unfinished).toBe(0), 5000);
    expect(uploader.snapshot().items.map((item) => item.status.kind)).toEqual(Array(20).fill('stored'));
    expect(await ledger()).toMatchObject({ fileCount: 20, reservedSpace: 0 });
  });

  test('refuses what the rules forbid before a byte is sent, and uploads the rest', async () => {
    const uploader = newUploader();
    const tooLarge = { ...wavFile('big.wav', noise(8, 1)), sizeBytes: 101 * 2 ** 20 };
    uploader.add([
      { ...wavFile('page.html', noise(1, 1)), contentType: 'text/html' },
      wavFile('empty.wav', new Uint8Array()),
      tooLarge,
      wavFile('good.wav', noise(10, 2)),
    ]);
    await vi.waitFor(() =>
      expect(uploader.snapshot()).toMatchObject({ items: { length: 4 }, unfinished: 0 }),
    );
    const outcomes = uploader
      .snapshot()
      .items.map(({ status }) => (status.kind === 'failed' ? status.error.code : status.kind));
    expect(outcomes).toEqual(['type-not-allowed', 'file-empty', 'file-too-large', 'stored']);
  });

  test('tells that there is not enough space, and stores the file when there is', async () => {
    server.catalog.setQuota(OWNER, 50);
    const uploader = newUploader();
    uploader.add([wavFile('mix.wav', noise(100, 1))]);
    await reaches(uploader, 'failed');
    expect(only(uploader).status).toMatchObject({
      error: { code: 'quota-exceeded', details: { availableBytes: 50 } },
    });
    expect(server.storedParts).toEqual([]);
    server.catalog.setQuota(OWNER, 100);
    uploader.retry(only(uploader).id);
    await reaches(uploader, 'stored');
  });

  test('waits while nothing answers, says so, and goes on by itself', async () => {
    const uploader = newUploader();
    server.afterPart = () => void (server.isReachable = server.storedParts.length !== 1);
    uploader.add([wavFile('mix.wav', noise(PART * 3, 1))]);
    await reaches(uploader, 'waiting');
    expect(only(uploader).status).toMatchObject({ error: { code: 'store-unavailable' } });
    server.isReachable = true;
    await reaches(uploader, 'stored');
    expect(server.storedParts).toHaveLength(3);
  });

  test('continues after a reload where it stopped: only missing parts are sent', async () => {
    const bytes = noise(PART * 4 + 5, 1);
    const first = newUploader();
    server.afterPart = () => void (server.storedParts.length === 2 && (server.isReachable = false));
    first.add([wavFile('mix.wav', bytes)]);
    await reaches(first, 'waiting');
    first.close();
    server.isReachable = true;
    server.afterPart = () => {};
    const sentBefore = new Set(server.storedParts.splice(0));

    const second = newUploader();
    second.add([wavFile('mix.wav', bytes)]);
    await reaches(second, 'stored');
    expect(server.storedParts.toSorted((a, b) => a - b)).toEqual(
      [1, 2, 3, 4, 5].filter((part) => !sentBefore.has(part)),
    );
    expect(only(second).resumedBytes).toBe(2 * PART);
    expect(await ledger()).toMatchObject({ usedSpace: bytes.length, reservedSpace: 0, fileCount: 1 });
  });

  test('refuses to continue with another file of the same name, size and date, and sends nothing of it', async () => {
    const first = newUploader();
    server.afterPart = () => void (server.storedParts.length === 1 && (server.isReachable = false));
    first.add([wavFile('mix.wav', noise(PART * 2, 1))]);
    await reaches(first, 'waiting');
    first.close();
    server.isReachable = true;
    server.afterPart = () => {};
    server.storedParts.length = 0;

    const second = newUploader();
    second.add([wavFile('mix.wav', noise(PART * 2, 2))]);
    await reaches(second, 'failed');
    expect(only(second).status).toMatchObject({ error: { code: 'file-changed' } });
    expect(server.storedParts).toEqual([]);
    second.retry(only(second).id); // a person says: then as a new file
    await reaches(second, 'stored');
  });

  test('pauses and resumes without sending a stored part again', async () => {
    const uploader = newUploader();
    server.afterPart = () => void (server.storedParts.length === 2 && uploader.pause(only(uploader).id));
    uploader.add([wavFile('mix.wav', noise(PART * 12, 1))]);
    await reaches(uploader, 'paused');
    const sentBefore = server.storedParts.length;
    expect(sentBefore).toBeLessThan(12);
    server.afterPart = () => {};
    uploader.resume(only(uploader).id);
    await reaches(uploader, 'stored');
    expect(server.storedParts).toHaveLength(12);
  });

  test('gives everything back when it is cancelled', async () => {
    const uploader = newUploader();
    server.afterPart = () => uploader.cancel(only(uploader).id);
    uploader.add([wavFile('mix.wav', noise(PART * 2, 1))]);
    await reaches(uploader, 'cancelled');
    await vi.waitFor(async () => expect(await ledger()).toMatchObject({ usedSpace: 0, reservedSpace: 0 }));
    expect(server.objects.keysHeld()).toMatchObject({ objects: [], multiparts: [] });
    uploader.dismissFinished();
    await vi.waitFor(() => expect(uploader.snapshot().items).toEqual([]));
  });

  test('cancels one of the files added together, and no other', async () => {
    const uploader = newUploader();
    server.isReachable = false;
    uploader.add(['a.wav', 'b.wav', 'c.wav'].map((name, index) => wavFile(name, noise(10 + index, index))));
    await vi.waitFor(() => expect(uploader.snapshot().items).toHaveLength(3));
    uploader.cancel(only(uploader).id);
    server.isReachable = true;
    const kinds = () => uploader.snapshot().items.map((item) => item.status.kind);
    await vi.waitFor(() => expect(kinds()).toEqual(['cancelled', 'stored', 'stored']), 4000);
  });

  test('cancels at once while a call gets no answer', async () => {
    const uploader = newUploader();
    server.isHanging = true;
    uploader.add([wavFile('mix.wav', noise(10, 1))]);
    await reaches(uploader, 'preparing');
    uploader.cancel(only(uploader).id);
    await reaches(uploader, 'cancelled');
  });

  test('gives back what was reserved by a create whose answer was lost', async () => {
    const uploader = newUploader();
    server.afterCall = (path) => {
      if (path !== 'uploads.create') return;
      server.afterCall = () => {};
      server.isReachable = false; // and with it the answer
      uploader.cancel(only(uploader).id);
    };
    uploader.add([wavFile('mix.wav', noise(1000, 1))]);
    await reaches(uploader, 'cancelled');
    expect(await ledger()).toMatchObject({ reservedSpace: 1000 });
    server.isReachable = true;
    await vi.waitFor(async () => expect(await ledger()).toMatchObject({ reservedSpace: 0 }), 4000);
  });

  test('takes a new key when the server gave the old one up meanwhile', async () => {
    const uploader = newUploader();
    server.afterCall = async (path) => {
      if (path !== 'uploads.create') return;
      server.afterCall = () => {};
      const [session] = await server.client.uploads.list.query();
      await server.client.uploads.abort.mutate({ sessionId: session?.id ?? '' });
      throw new TypeError('fetch failed'); // the answer is lost, the call is repeated
    };
    uploader.add([wavFile('mix.wav', noise(1000, 1))]);
    await reaches(uploader, 'stored');
    expect(await ledger()).toMatchObject({ usedSpace: 1000, reservedSpace: 0 });
  });

  test('reports a file as stored that another tab completed', async () => {
    const bytes = noise(PART * 3, 1);
    const first = newUploader();
    server.afterPart = () => void (server.storedParts.length === 2 && first.pause(only(first).id));
    first.add([wavFile('mix.wav', bytes)]);
    await reaches(first, 'paused');
    server.afterPart = () => {};
    const second = newUploader();
    second.add([wavFile('mix.wav', bytes)]);
    await reaches(second, 'stored');
    first.resume(only(first).id);
    await reaches(first, 'stored');
    expect(await ledger()).toMatchObject({ usedSpace: bytes.length, reservedSpace: 0, fileCount: 1 });
  });

  test('gives back what a failed try had reserved when it begins anew', async () => {
    const uploader = newUploader();
    server.refusePart = () => 400;
    uploader.add([wavFile('mix.wav', noise(1000, 1))]);
    await reaches(uploader, 'failed');
    server.refusePart = () => null;
    uploader.retry(only(uploader).id);
    await reaches(uploader, 'stored');
    await vi.waitFor(async () => expect(await ledger()).toMatchObject({ usedSpace: 1000, reservedSpace: 0 }));
  });

  test('uploads a file whose date no calendar has', async () => {
    const uploader = newUploader();
    uploader.add([wavFile('mix.wav', noise(10, 1), 9e15), wavFile('old.wav', noise(11, 1), -86_400_000)]);
    await vi.waitFor(() =>
      expect(uploader.snapshot()).toMatchObject({ items: { length: 2 }, unfinished: 0 }),
    );
    expect(uploader.snapshot().items.map((item) => item.status.kind)).toEqual(['stored', 'stored']);
  });

  test('signs a part again when its URL is refused, and sends it', async () => {
    let refusals = 0;
    server.refusePart = () => (refusals++ === 0 ? 403 : null);
    const uploader = newUploader();
    uploader.add([wavFile('mix.wav', noise(10, 1))]);
    await reaches(uploader, 'stored');
    expect(server.calls.filter((path) => path === 'uploads.sign')).toHaveLength(1);
  });

  test('gives up on a part that is damaged every time, and leaves the rest resumable', async () => {
    server.refusePart = (signed) => (signed.partNumber === 2 ? 400 : null);
    const uploader = newUploader();
    uploader.add([wavFile('mix.wav', noise(PART * 2, 1))]);
    await reaches(uploader, 'failed');
    expect(only(uploader).status).toMatchObject({ error: { code: 'checksum-mismatch' } });
  });

  test('sends what the server still misses when it completes', async () => {
    const uploader = newUploader();
    const swallowed = server.objects.receivePart;
    let isFirst = true;
    server.objects.receivePart = (signed, bytes) => {
      // The store says 200 and forgets: only the list at completion shows it.
      if (signed.partNumber === 1 && isFirst) return ((isFirst = false), 200);
      return swallowed(signed, bytes);
    };
    uploader.add([wavFile('mix.wav', noise(PART * 2, 1))]);
    await reaches(uploader, 'stored');
    expect(server.storedParts.filter((part) => part === 1)).toHaveLength(2);
  });

  test('stops when the file changes while it is read', async () => {
    const uploader = newUploader();
    const file = new File([noise(100, 1)], 'mix.wav', { lastModified: 1 });
    vi.spyOn(file, 'slice').mockReturnValue(new Blob(['shorter']));
    uploader.add([fileSource(file)]);
    await reaches(uploader, 'failed');
    expect(only(uploader).status).toMatchObject({ error: { code: 'file-changed' } });
    expect(server.storedParts).toEqual([]);
  });

  test('shows progress that never goes backwards, nor says all before the file is stored', async () => {
    const uploader = newUploader();
    const seen: { sentBytes: number; kind: string }[] = [];
    uploader.subscribe(() =>
      seen.push({ sentBytes: only(uploader).sentBytes, kind: only(uploader).status.kind }),
    );
    let refusals = 0;
    server.refusePart = () => (refusals++ % 3 === 0 ? 503 : null);
    uploader.add([wavFile('mix.wav', noise(PART * 8, 1))]);
    await reaches(uploader, 'stored');
    expect(seen.map((moment) => moment.sentBytes)).toEqual(
      seen.map((moment) => moment.sentBytes).toSorted((a, b) => a - b),
    );
    expect(seen.filter((moment) => moment.sentBytes === PART * 8).map((moment) => moment.kind)).toEqual([
      'stored',
    ]);
  });

  test('may be used again after it was closed', async () => {
    const uploader = newUploader();
    uploader.close();
    uploader.add([wavFile('mix.wav', noise(10, 1))]);
    await reaches(uploader, 'stored');
  });

  test('keeps the same snapshot while nothing changes', async () => {
    const uploader = newUploader();
    uploader.add([wavFile('mix.wav', noise(10, 1))]);
    await reaches(uploader, 'stored');
    expect(uploader.snapshot()).toBe(uploader.snapshot());
  });
});
