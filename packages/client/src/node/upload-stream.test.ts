import { setTimeout as wait } from 'node:timers/promises';
import { crc32, encodeCrc32 } from '@dawg/contract/crc32';
import { DEFAULT_MAX_FILE_BYTES, DEFAULT_QUOTA_BYTES } from '@dawg/contract/limits';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { noise } from '../../testing/fixtures.ts';
import {
  OWNER,
  quickPace,
  startInProcessServer,
  type InProcessServer,
} from '../../testing/in-process-server.ts';
import { uploadStream, type UploadStreamOptions } from './upload-stream.ts';

const MIB = 2 ** 20;
const PART = 5 * MIB;
const BYTES = noise(32 * MIB, 1);
const first = (sizeBytes: number) => BYTES.subarray(0, sizeBytes);

let server: InProcessServer;
beforeEach(() => void (server = startInProcessServer()));

/** A stream as a pipe gives it: chunks that end where they like, never at a part's end. */
async function* pipe(bytes: Uint8Array, chunkBytes = 999_983): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

function upload(stream: AsyncIterable<Uint8Array>, change: Partial<UploadStreamOptions> = {}) {
  return uploadStream(stream, {
    client: server.client,
    putPart: server.putPart,
    pace: quickPace,
    fileName: 'Take 1.wav',
    maxBytes: 64 * MIB,
    signal: new AbortController().signal,
    onProgress: () => {},
    ...change,
  });
}

async function ledger() {
  const { usedSpace, reservedSpace } = await server.catalog.quotas.get(OWNER);
  return { usedSpace, reservedSpace };
}

async function expectNothingLeft() {
  expect(await ledger()).toEqual({ usedSpace: 0, reservedSpace: 0 });
  expect(server.objects.keysHeld()).toEqual({ objects: [], multiparts: [], sealed: [] });
}

describe('a stream', () => {
  test.each([1, 999, PART - 1, PART, PART + 1, 4 * PART, 32 * MIB])(
    'of %i bytes is stored with every byte, and charged with no more',
    async (sizeBytes) => {
      const bytes = first(sizeBytes);
      const file = await upload(pipe(bytes), { folderPath: 'Live', projectId: 'p-1' });
      expect(file).toMatchObject({
        fileName: 'Take 1.wav',
        folderPath: 'Live',
        projectId: 'p-1',
        contentType: 'audio/wav',
        sizeBytes,
        checksum: encodeCrc32(crc32(bytes)),
      });
      expect(await ledger()).toEqual({ usedSpace: sizeBytes, reservedSpace: 0 });
      expect(server.objects.bytesHeld()).toBe(sizeBytes);
    },
  );

  test('may be exactly as large as its ceiling', async () => {
    const file = await upload(pipe(first(2 * PART)), { maxBytes: 2 * PART });
    expect(file.sizeBytes).toBe(2 * PART);
  });

  test('in chunks larger than a part, of one byte, or without any is cut into the same parts', async () => {
    async function* uneven() {
      yield first(2 * PART + 1);
      yield new Uint8Array();
      for (let at = 1; at <= 10; at++) yield BYTES.subarray(2 * PART + at, 2 * PART + at + 1);
    }
    const file = await upload(uneven());
    expect(file.checksum).toBe(encodeCrc32(crc32(first(2 * PART + 11))));
    expect(server.storedParts.toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
  });

  test('without a byte is refused as empty and leaves nothing', async () => {
    await expect(upload(pipe(first(0)))).rejects.toMatchObject({ code: 'file-empty' });
    await expectNothingLeft();
  });

  test('larger than its ceiling is refused at the first byte too many and leaves nothing', async () => {
    let isClosed = false;
    async function* endless() {
      try {
        for (;;) yield first(MIB);
      } finally {
        isClosed = true;
      }
    }
    await expect(upload(endless(), { maxBytes: 7 * MIB })).rejects.toMatchObject({
      code: 'file-too-large',
      details: { sizeBytes: 8 * MIB, maxBytes: 7 * MIB },
    });
    expect(isClosed).toBe(true);
    await expectNothingLeft();
  });

  test.each([
    ['quota-exceeded', { fileName: 'a.wav', maxBytes: DEFAULT_MAX_FILE_BYTES }],
    ['file-too-large', { fileName: 'a.wav', maxBytes: DEFAULT_MAX_FILE_BYTES + 1 }],
    ['type-not-allowed', { fileName: 'a.txt', maxBytes: 10 }],
  ])('that is refused with %s is not read at all', async (code, change) => {
    if (code === 'quota-exceeded') server.catalog.setQuota(OWNER, DEFAULT_MAX_FILE_BYTES - 1);
    const read = vi.fn(() => Promise.resolve({ done: true, value: undefined } as const));
    const stream = { [Symbol.asyncIterator]: () => ({ next: read }) };
    await expect(upload(stream, change)).rejects.toMatchObject({ code });
    expect(read).not.toHaveBeenCalled();
    await expectNothingLeft();
  });

  test('that fails takes its upload with it, and its own failure is told', async () => {
    async function* failing() {
      yield first(2 * PART + 7);
      throw new Error('the recorder was unplugged');
    }
    await expect(upload(failing())).rejects.toThrow('the recorder was unplugged');
    await expectNothingLeft();
  });
});

describe('stopping a stream', () => {
  test.each(['while it is silent', 'while parts are sent'])('%s leaves nothing', async (moment) => {
    const controller = new AbortController();
    async function* silent() {
      if (moment === 'while it is silent') setTimeout(() => controller.abort(new Error('interrupted')), 30);
      yield first(3 * PART + 7);
      await new Promise(() => {}); // never
    }
    if (moment === 'while parts are sent')
      server.afterPart = () => controller.abort(new Error('interrupted'));
    await expect(upload(silent(), { signal: controller.signal })).rejects.toThrow('interrupted');
    await expectNothingLeft();
  });

  test('while create has no answer yet finds the session and gives it up', async () => {
    const controller = new AbortController();
    server.afterCall = (path) => {
      if (path !== 'uploads.create') return;
      server.afterCall = () => {};
      controller.abort(new Error('interrupted'));
      throw new Error('the answer was lost');
    };
    await expect(upload(pipe(first(10)), { signal: controller.signal })).rejects.toThrow('interrupted');
    await expectNothingLeft();
  });
});

describe('a line that fails', () => {
  test('while parts are sent costs nothing but time, for the bytes are kept', async () => {
    const refusals = new Map([503, 403, 400, 500, 429].map((status, at) => [at + 1, status]));
    server.refusePart = ({ partNumber }) => {
      const status = refusals.get(partNumber) ?? null;
      refusals.delete(partNumber);
      return status;
    };
    server.afterPart = () => {
      if (server.storedParts.length !== 2) return;
      server.isReachable = false;
      setTimeout(() => (server.isReachable = true), 50);
    };
    const told: unknown[] = [];
    const file = await upload(pipe(BYTES), { onWaiting: (error) => told.push(error?.code ?? null) });
    expect(file.checksum).toBe(encodeCrc32(crc32(BYTES)));
    expect(told.at(-1)).toBeNull();
  });

  test.each(['uploads.create', 'uploads.sign', 'uploads.complete'])(
    'that loses the answer of %s has it asked again, to the same effect',
    async (path) => {
      server.afterCall = (called) => {
        if (called !== path) return;
        server.afterCall = () => {};
        throw new Error('lost');
      };
      const file = await upload(pipe(first(PART + 7)));
      expect(await ledger()).toEqual({ usedSpace: PART + 7, reservedSpace: 0 });
      expect(file.sizeBytes).toBe(PART + 7);
    },
  );

  test('does not save an upload that was given up elsewhere: its end is told, and nothing is left', async () => {
    server.afterPart = async () => {
      server.afterPart = () => {};
      const [session] = await server.client.uploads.list.query();
      await server.client.uploads.abort.mutate({ sessionId: session?.id ?? '' });
    };
    await expect(upload(pipe(BYTES))).rejects.toMatchObject({ code: 'upload-ended' });
    await expectNothingLeft();
  });
});

test('a stream faster than the store is held back, so that memory stays bounded', async () => {
  server.catalog.setQuota(OWNER, 2 * DEFAULT_QUOTA_BYTES);
  let readBytes = 0;
  let storedBytes = 0;
  let mostHeld = 0;
  const chunk = first(MIB);
  async function* fast() {
    for (let count = 0; count < 100; count++) {
      readBytes += chunk.length;
      mostHeld = Math.max(mostHeld, readBytes - storedBytes);
      yield chunk;
    }
  }
  const { putPart } = server;
  const file = await upload(fast(), {
    maxBytes: DEFAULT_MAX_FILE_BYTES,
    // The store counts a part when its answer is on its way: the memory is free a moment later.
    putPart: async (signed, bytes, options) => {
      await wait(300);
      await putPart(signed, bytes, options);
      storedBytes += bytes.length;
    },
  });
  expect(file.sizeBytes).toBe(100 * MIB);
  expect(mostHeld).toBeGreaterThan(48 * MIB);
  expect(mostHeld).toBeLessThanOrEqual(97 * MIB);
});

test('several parts are sent at a time, and progress ends with all of them', async () => {
  let inFlight = 0;
  let most = 0;
  const progress: number[] = [];
  const { putPart } = server;
  await upload(pipe(BYTES), {
    onProgress: (sentBytes) => progress.push(sentBytes),
    putPart: async (signed, bytes, options) => {
      most = Math.max(most, ++inFlight);
      await wait(20);
      await putPart(signed, bytes, options);
      inFlight -= 1;
    },
  });
  expect(most).toBeGreaterThan(2);
  expect(most).toBeLessThanOrEqual(6);
  expect(progress.at(-1)).toBe(32 * MIB);
});
