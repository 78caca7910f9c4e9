import { crc32, encodeCrc32 } from '@dawg/contract/crc32';
import { partRanges, planOf } from '@dawg/contract/part-plan';
import type { SignedPart } from '@dawg/contract/wire';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ArrivedPart, MultipartTarget, ObjectStore } from '../src/ports/object-store.ts';

/** What the suite needs of a store besides the port: to send and fetch as a browser does. */
export interface ObjectStoreHarness {
  readonly objects: ObjectStore;
  /** PUTs bytes to a signed URL with its headers; answers the HTTP status. */
  putPart(signed: SignedPart, bytes: Uint8Array): Promise<number>;
  /** The same, with something that happens while the bytes are under way. */
  putWhile(signed: SignedPart, bytes: Uint8Array, meanwhile: () => Promise<void>): Promise<number>;
  download(
    url: string,
  ): Promise<{ readonly status: number; readonly bytes: Uint8Array; readonly disposition: string }>;
  close(): Promise<void>;
}

/** What this store is known to do; the suite checks that it does that and no less. */
export interface ExpectedCapabilities {
  /** Refuses a part whose bytes do not have the signed checksum, and reports verified checksums. */
  readonly verifiesChecksums: boolean;
}

const PART = 5 * 2 ** 20;
const MINUTE = 60;

/** The obligations of the `ObjectStore` port: the same cases for the twin, the embedded store and real ones. */
export function objectStoreSuite(
  storeName: string,
  expected: ExpectedCapabilities,
  open: () => Promise<ObjectStoreHarness>,
): void {
  describe(`the object store: ${storeName}`, () => {
    let store: ObjectStoreHarness;
    beforeAll(async () => {
      store = await open();
    }, 60_000);
    afterAll(() => store.close());

    const newKey = () => `uploads/${crypto.randomUUID()}`;
    const start = (key = newKey()) => store.objects.startMultipart(key, 'audio/wav');
    const sign = (target: MultipartTarget, partNumber: number, bytes: Uint8Array) =>
      store.objects.presignPart(
        target,
        { partNumber, sizeBytes: bytes.length, checksum: encodeCrc32(crc32(bytes)) },
        MINUTE,
      );
    const send = async (target: MultipartTarget, partNumber: number, bytes: Uint8Array) =>
      store.putPart(await sign(target, partNumber, bytes), bytes);
    const listed = async (target: MultipartTarget): Promise<readonly ArrivedPart[]> => {
      const parts = await store.objects.listParts(target);
      if (parts === 'no-such-upload') throw new Error('the upload is gone');
      return parts;
    };
    /** Stores an object of the given parts and answers where. */
    const storeObject = async (parts: readonly Uint8Array[]) => {
      const target = await start();
      for (const [index, bytes] of parts.entries()) expect(await send(target, index + 1, bytes)).toBe(200);
      const checksum = checksumOf(parts);
      expect(await store.objects.completeMultipart(target, await listed(target), checksum)).toBe('completed');
      return { target, checksum };
    };

    test('makes one object of the parts in order, whatever order they arrived in', async () => {
      const bytes = noise(PART * 2 + 17, 1);
      const target = await start();
      for (const { partNumber, start: from, end } of partRanges(planOf(bytes.length, PART)).toReversed()) {
        expect(await send(target, partNumber, bytes.subarray(from, end))).toBe(200);
      }
      const parts = await listed(target);
      expect(parts.map((part) => [part.partNumber, part.sizeBytes])).toEqual([
        [1, PART],
        [2, PART],
        [3, 17],
      ]);
      expect(await store.objects.completeMultipart(target, parts, checksumOf([bytes]))).toBe('completed');
      expect(await store.objects.headObject(target.key)).toMatchObject({ sizeBytes: bytes.length });
      const url = await store.objects.presignDownload(
        target.key,
        { fileName: 'a.wav', contentType: 'audio/wav' },
        MINUTE,
      );
      expect(equal((await store.download(url)).bytes, bytes)).toBe(true);
    });

    test('stores an object of one small part', async () => {
      const { target } = await storeObject([noise(3, 2)]);
      expect(await store.objects.headObject(target.key)).toMatchObject({ sizeBytes: 3 });
    });

    test('computes the checksum of an object from its bytes', async () => {
      const { target, checksum } = await storeObject([noise(PART, 3), noise(999, 4)]);
      let calls = 0;
      const computed = await store.objects.computeChecksum(target.key, async () => void calls++);
      expect(computed).toBe(checksum);
      expect(calls).toBeGreaterThan(0);
    });

    test('stops reading an object when its reader loses interest', async () => {
      const { target } = await storeObject([noise(99, 5)]);
      const lost = new Error('the lease is lost');
      await expect(store.objects.computeChecksum(target.key, () => Promise.reject(lost))).rejects.toBe(lost);
    });

    test('takes the same part twice and keeps the last', async () => {
      const target = await start();
      expect(await send(target, 1, noise(10, 6))).toBe(200);
      expect(await send(target, 1, noise(12, 7))).toBe(200);
      expect((await listed(target)).map((part) => part.sizeBytes)).toEqual([12]);
      await store.objects.abortMultipart(target);
    });

    test('refuses a part that is longer or shorter than signed', async () => {
      const target = await start();
      const signed = await sign(target, 1, noise(100, 8));
      expect(await store.putPart(signed, noise(101, 8))).toBeGreaterThanOrEqual(400);
      expect(await store.putPart(signed, noise(99, 8))).toBeGreaterThanOrEqual(400);
      expect(await listed(target)).toEqual([]);
      await store.objects.abortMultipart(target);
    });

    test('refuses a part sent under another part’s number', async () => {
      const target = await start();
      const signed = await sign(target, 1, noise(100, 9));
      const moved = { ...signed, url: signed.url.replace('partNumber=1', 'partNumber=2') };
      const status = await store.putPart(moved, noise(100, 9));
      // The twin signs nothing: only a store that checks signatures can refuse this.
      if (!signed.url.startsWith('memory:')) {
        expect(status).toBe(403);
        expect(await listed(target)).toEqual([]);
      }
      await store.objects.abortMultipart(target);
    });

    test('answers `parts-refused` when a part was replaced after it was listed', async () => {
      const target = await start();
      await send(target, 1, noise(50, 10));
      const before = await listed(target);
      await send(target, 1, noise(50, 11));
      const checksum = checksumOf([noise(50, 10)]);
      expect(await store.objects.completeMultipart(target, before, checksum)).toBe('parts-refused');
      expect(await store.objects.headObject(target.key)).toBeNull();
      await store.objects.abortMultipart(target);
    });

    test('has completed once and for all: completing again is success or no such upload, and the object stays', async () => {
      const bytes = noise(64, 12);
      const target = await start();
      await send(target, 1, bytes);
      const parts = await listed(target);
      await store.objects.completeMultipart(target, parts, checksumOf([bytes]));
      const again = await store.objects.completeMultipart(target, parts, checksumOf([bytes]));
      expect(['completed', 'no-such-upload']).toContain(again);
      expect(await store.objects.headObject(target.key)).toMatchObject({ sizeBytes: 64 });
      expect(await store.objects.listParts(target)).toBe('no-such-upload');
    });

    test('forgets an aborted upload, its parts and its URLs', async () => {
      const target = await start();
      const signed = await sign(target, 1, noise(10, 13));
      expect(await store.putPart(signed, noise(10, 13))).toBe(200);
      await store.objects.abortMultipart(target);
      await store.objects.abortMultipart(target);
      expect(await store.objects.listParts(target)).toBe('no-such-upload');
      expect(await store.putPart(signed, noise(10, 13))).toBe(404);
      expect(await store.objects.completeMultipart(target, [], checksumOf([]))).toBe('no-such-upload');
    });

    test('finds the unfinished uploads of exactly one key', async () => {
      const key = newKey();
      const [first, second, longer] = [await start(key), await start(key), await start(`${key}0`)];
      const ids = (targets: readonly MultipartTarget[]) =>
        targets.map((target) => target.multipartId).toSorted();
      expect(ids(await store.objects.findMultiparts(key))).toEqual(ids([first, second]));
      for (const target of [first, second, longer]) await store.objects.abortMultipart(target);
      expect(await store.objects.findMultiparts(key)).toEqual([]);
    });

    test('reads any range of an object, and nothing where there is none', async () => {
      const bytes = noise(100_000, 40);
      const { target } = await storeObject([bytes]);
      for (const [start, end] of [
        [0, 100_000],
        [0, 1],
        [99_999, 100_000],
        [500, 70_001],
      ] as const) {
        const range = await store.objects.readRange(target.key, { start, end });
        expect(equal(range ?? new Uint8Array(), bytes.subarray(start, end))).toBe(true);
      }
      expect(await store.objects.readRange(newKey(), { start: 0, end: 1 })).toBeNull();
    });

    test('keeps an object of our own making, and the next one in its place', async () => {
      const key = newKey();
      for (const bytes of [noise(20_000, 16), noise(300, 17)]) {
        await store.objects.putObject(key, bytes, 'image/jpeg');
        const stored = await store.objects.readRange(key, { start: 0, end: bytes.length });
        expect(equal(stored ?? new Uint8Array(), bytes)).toBe(true);
        expect(await store.objects.headObject(key)).toMatchObject({ sizeBytes: bytes.length });
      }
      await store.objects.deleteObject(key);
    });

    test('knows nothing of a key that was never stored', async () => {
      expect(await store.objects.headObject(newKey())).toBeNull();
      await store.objects.deleteObject(newKey());
    });

    test('deletes an object, and again', async () => {
      const { target } = await storeObject([noise(10, 14)]);
      await store.objects.deleteObject(target.key);
      expect(await store.objects.headObject(target.key)).toBeNull();
      await store.objects.deleteObject(target.key);
    });

    test('serves a download under any name, as an attachment, and no longer after the object is gone', async () => {
      const bytes = noise(1234, 15);
      const { target } = await storeObject([bytes]);
      const fileName = 'Träck 07 (final) 日本語 #2%.wav';
      const url = await store.objects.presignDownload(
        target.key,
        { fileName, contentType: 'audio/wav' },
        MINUTE,
      );
      const answer = await store.download(url);
      expect(answer.status).toBe(200);
      expect(equal(answer.bytes, bytes)).toBe(true);
      expect(answer.disposition).toMatch(/^attachment;/);
      expect(decodeURIComponent(/filename\*=UTF-8''([^;]+)/i.exec(answer.disposition)?.[1] ?? '')).toBe(
        fileName,
      );
      await store.objects.deleteObject(target.key);
      expect((await store.download(url)).status).toBe(404);
    });

    describe('a PUT of a whole object', () => {
      const signPut = (key: string, bytes: Uint8Array) =>
        store.objects.presignPut(
          key,
          { sizeBytes: bytes.length, checksum: encodeCrc32(crc32(bytes)), contentType: 'audio/wav' },
          MINUTE,
        );
      const bytes = noise(1000, 30);
      /** A key with nothing but its tombstone, and a URL that was signed before. */
      const sealed = async () => {
        const key = newKey();
        const signed = await signPut(key, bytes);
        await store.objects.sealKey(key);
        return { key, signed };
      };

      test('stores it once: the second is answered 412, whatever it brings', async () => {
        const key = newKey();
        const [first, second] = [await signPut(key, bytes), await signPut(key, noise(10, 31))];
        expect(await store.objects.refusesOverwrite()).toBe(true);
        expect(first).toMatchObject({ partNumber: 1, sizeBytes: 1000, expiresInSeconds: MINUTE });
        expect(await store.putPart(first, bytes)).toBe(200);
        expect(await store.putPart(first, bytes)).toBe(412);
        expect(await store.putPart(second, noise(10, 31))).toBe(412);
        const checksum = expected.verifiesChecksums ? encodeCrc32(crc32(bytes)) : null;
        expect(await store.objects.headObject(key)).toEqual({ sizeBytes: 1000, checksum });
        const as = { fileName: 'a.wav', contentType: 'audio/wav' };
        const url = await store.objects.presignDownload(key, as, MINUTE);
        expect(equal((await store.download(url)).bytes, bytes)).toBe(true);
      });

      test('stores it once also when eight are sent at once', async () => {
        const signed = await signPut(newKey(), bytes);
        const statuses = await Promise.all(Array.from({ length: 8 }, () => store.putPart(signed, bytes)));
        expect(statuses.filter((status) => status === 200)).toHaveLength(1);
        expect(statuses.every((status) => [200, 409, 412].includes(status))).toBe(true);
      });

      test.each([
        ['one byte more', noise(1001, 30), {}],
        ['one byte less', noise(999, 30), {}],
        ['another content type', bytes, { 'content-type': 'text/html' }],
        [
          'another checksum',
          noise(1000, 32),
          { 'x-amz-checksum-crc32': encodeCrc32(crc32(noise(1000, 32))) },
        ],
        ['another condition', bytes, { 'if-none-match': '"other"' }],
      ])('is refused with %s than signed', async (_what, sent, headers) => {
        const key = newKey();
        const signed = await signPut(key, bytes);
        const changed = { ...signed, headers: { ...signed.headers, ...headers } };
        expect(await store.putPart(changed, sent)).toBe(403);
        expect(await store.objects.headObject(key)).toBeNull();
      });

      test('is refused without the condition that nothing is there', async () => {
        const key = newKey();
        const signed = await signPut(key, bytes);
        const { 'if-none-match': _, ...headers } = signed.headers;
        expect(await store.putPart({ ...signed, headers }, bytes)).toBe(403);
        expect(await store.objects.headObject(key)).toBeNull();
      });

      test('is answered 412 once its key is sealed, and the key holds nothing but the empty object', async () => {
        const { key, signed } = await sealed();
        expect(await store.putPart(signed, bytes)).toBe(412);
        expect(await store.objects.headObject(key)).toMatchObject({ sizeBytes: 0 });
      });

      test('that has stored before its key was sealed leaves nothing, and stores no more', async () => {
        const key = newKey();
        const signed = await signPut(key, bytes);
        expect(await store.putPart(signed, bytes)).toBe(200);
        await store.objects.sealKey(key);
        expect(await store.objects.headObject(key)).toMatchObject({ sizeBytes: 0 });
        expect(await store.putPart(signed, bytes)).toBe(412);
        expect(await store.objects.headObject(key)).toMatchObject({ sizeBytes: 0 });
      });

      test('that is under way when its key is sealed stores nothing', async () => {
        const key = newKey();
        const large = noise(PART, 35); // more than Ceph keeps in one piece
        const signed = await signPut(key, large);
        const status = await store.putWhile(signed, large, () => store.objects.sealKey(key));
        expect([409, 412]).toContain(status);
        expect(await store.objects.headObject(key)).toMatchObject({ sizeBytes: 0 });
      });

      test('is refused also by a key that was sealed twice, and by two at once', async () => {
        const { key, signed } = await sealed();
        await Promise.all([store.objects.sealKey(key), store.objects.sealKey(key)]);
        expect(await store.putPart(signed, bytes)).toBe(412);
        expect(await store.objects.headObject(key)).toMatchObject({ sizeBytes: 0 });
      });

      test('leaves nothing of its key when the tombstone is deleted', async () => {
        const { key } = await sealed();
        await store.objects.deleteObject(key);
        expect(await store.objects.headObject(key)).toBeNull();
      });
    });

    if (expected.verifiesChecksums) {
      test('refuses a PUT of a whole object whose bytes are not those that were signed', async () => {
        const key = newKey();
        const toSign = {
          sizeBytes: 50,
          checksum: encodeCrc32(crc32(noise(50, 33))),
          contentType: 'audio/wav',
        };
        const signed = await store.objects.presignPut(key, toSign, MINUTE);
        expect(await store.putPart(signed, noise(50, 34))).toBe(400);
        expect(await store.objects.headObject(key)).toBeNull();
      });

      test('refuses a part whose bytes are not those that were signed', async () => {
        const target = await start();
        const signed = await sign(target, 1, noise(100, 16));
        expect(await store.putPart(signed, noise(100, 17))).toBe(400);
        expect(await listed(target)).toEqual([]);
        await store.objects.abortMultipart(target);
      });

      test('reports the checksum of every part and of the whole', async () => {
        const parts = [noise(PART, 18), noise(77, 19)];
        const target = await start();
        for (const [index, bytes] of parts.entries()) await send(target, index + 1, bytes);
        const arrived = await listed(target);
        expect(arrived.map((part) => part.checksum)).toEqual(parts.map((bytes) => encodeCrc32(crc32(bytes))));
        await store.objects.completeMultipart(target, arrived, checksumOf(parts));
        expect(await store.objects.headObject(target.key)).toEqual({
          sizeBytes: PART + 77,
          checksum: checksumOf(parts),
        });
      });

      test('makes no object when the checksum of the whole is another', async () => {
        const target = await start();
        await send(target, 1, noise(20, 20));
        const outcome = await store.objects.completeMultipart(target, await listed(target), 'AAAAAA==');
        expect(outcome).toBe('checksum-mismatch');
        expect(await store.objects.headObject(target.key)).toBeNull();
        await store.objects.abortMultipart(target);
      });
    } else {
      test('cannot verify checksums, and reports none rather than one nobody checked', async () => {
        const { target } = await storeObject([noise(30, 21)]);
        expect((await store.objects.headObject(target.key))?.checksum).toBeNull();
        const open = await start();
        await send(open, 1, noise(30, 22));
        expect((await listed(open)).map((part) => part.checksum)).toEqual([null]);
        await store.objects.abortMultipart(open);
      });
    }
  });
}

/** The CRC-32 of the parts put together, in base64. */
function checksumOf(parts: readonly Uint8Array[]): string {
  return encodeCrc32(parts.reduce((crc, bytes) => crc32(bytes, crc), 0));
}

/** Bytes that look random and are the same every time. */
function noise(sizeBytes: number, seed: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(sizeBytes);
  let state = (seed * 2654435761) >>> 0;
  for (let at = 0; at < sizeBytes; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

/** `toEqual` on megabytes takes seconds. */
function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && crc32(a) === crc32(b) && a.every((byte, at) => byte === b[at]);
}
