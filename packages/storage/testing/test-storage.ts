import { crc32, encodeCrc32 } from '@dawg/contract/crc32';
import { DEFAULT_MAX_FILE_BYTES, SINGLE_PUT_MAX_BYTES, SMALLEST_PART_BYTES } from '@dawg/contract/limits';
import { partRanges, planOf } from '@dawg/contract/part-plan';
import { StorageError } from '@dawg/contract/storage-error';
import type { CreateUpload, SignedPart, StoredFile, UploadSession } from '@dawg/contract/wire';
import type { ObjectStore } from '../src/ports/object-store.ts';
import { createStorage } from '../src/storage.ts';
import { createMemoryCatalog } from './memory-catalog.ts';
import { createMemoryObjectStore } from './memory-object-store.ts';

export const OWNER = 'owner';
export const STRANGER = 'stranger';

type StoreMethod = keyof ObjectStore;

/** Answered without the store: signatures, and what is remembered of it. */
const LOCAL: ReadonlySet<StoreMethod> = new Set([
  'presignPart',
  'presignPut',
  'presignDownload',
  'refusesOverwrite',
]);

export interface TestOptions {
  readonly reportsChecksums?: boolean;
  readonly refusesOverwrite?: boolean;
  readonly singlePutMaxBytes?: number;
  readonly scansUploads?: boolean;
}

/** Every file in parts, however small: for what only an upload of parts can show. */
export const ALWAYS_PARTS: TestOptions = { singlePutMaxBytes: 0 };

/** The domain on its twins, with a clock the test moves and a store the test can break. */
export function createTestStorage(options: TestOptions = {}) {
  let now = new Date('2026-03-01T12:00:00.000Z').getTime();
  const store = createMemoryObjectStore({ ...options, now: () => now });
  const catalog = createMemoryCatalog();
  const calls: StoreMethod[] = [];
  const faults: { readonly method: StoreMethod; readonly moment: 'before' | 'after' }[] = [];
  const storage = createStorage({
    ...catalog,
    objects: breakable(store, faults, calls),
    clock: { now: () => new Date(now) },
    ids: { next: () => crypto.randomUUID() },
    settings: {
      maxFileBytes: DEFAULT_MAX_FILE_BYTES,
      smallestPartBytes: SMALLEST_PART_BYTES,
      singlePutMaxBytes: options.singlePutMaxBytes ?? SINGLE_PUT_MAX_BYTES,
      playbackUrlSeconds: 900,
      scansUploads: options.scansUploads ?? false,
    },
  });

  const create = async (bytes: Uint8Array, change: Partial<CreateUpload> = {}): Promise<UploadSession> => {
    const created = await storage.uploads.create({ ...requestFor(bytes), ...change });
    if (created.kind !== 'session') throw new Error('stored already');
    return created.session;
  };
  /** Signs the parts (all, or those named) and answers them with their bytes. */
  const sign = async (session: UploadSession, bytes: Uint8Array, only?: readonly number[]) => {
    const ready: { readonly signed: SignedPart; readonly slice: Uint8Array }[] = [];
    for (const part of partRanges(planOf(session.sizeBytes, session.partSizeBytes))) {
      if (only && !only.includes(part.partNumber)) continue;
      const slice = bytes.subarray(part.start, part.end);
      const parts = [{ partNumber: part.partNumber, checksum: checksumOf(slice) }];
      const [signed] = await storage.uploads.sign({ owner: OWNER, sessionId: session.id, parts });
      if (!signed) throw new Error('not signed');
      ready.push({ signed, slice });
    }
    return ready;
  };
  const send = async (session: UploadSession, bytes: Uint8Array, only?: readonly number[]) => {
    for (const { signed, slice } of await sign(session, bytes, only)) {
      if (store.receivePart(signed, slice) !== 200) throw new Error('the part was refused');
    }
  };
  const complete = (session: UploadSession, bytes: Uint8Array) =>
    storage.uploads.complete({ owner: OWNER, sessionId: session.id, checksum: checksumOf(bytes) });
  const upload = async (bytes: Uint8Array, change: Partial<CreateUpload> = {}): Promise<StoredFile> => {
    const session = await create(bytes, change);
    await send(session, bytes);
    const completed = await complete(session, bytes);
    if (completed.kind !== 'stored') throw new Error('incomplete');
    return completed.file;
  };

  return {
    storage,
    store,
    catalog,
    create,
    sign,
    send,
    complete,
    upload,
    requestFor,
    /** The calls of the store so far, in order; signing asks nobody and does not count. */
    storeCalls: () => calls.filter((method) => !LOCAL.has(method)),
    /** The next call of this method fails, before or after it took effect. */
    breakNext: (method: StoreMethod, moment: 'before' | 'after' = 'before') =>
      void faults.push({ method, moment }),
    /** No call fails any more. */
    mend: () => void faults.splice(0),
    pass: (ms: number) => void (now += ms),
    stateOf: async (session: UploadSession) =>
      (await storage.uploads.get({ owner: OWNER, sessionId: session.id })).session.state,
    ledger: async () => {
      const { usedBytes, reservedBytes } = await storage.quota.get({ owner: OWNER });
      return { usedBytes, reservedBytes };
    },
    /** Nothing takes room: no object but tombstones, no part, no reserved or used byte. */
    isEmpty: async () => {
      const held = store.keysHeld();
      const { usedBytes, reservedBytes } = await storage.quota.get({ owner: OWNER });
      return held.objects.length + held.multiparts.length + usedBytes + reservedBytes === 0;
    },
  };
}

export function checksumOf(bytes: Uint8Array): string {
  return encodeCrc32(crc32(bytes));
}

/** Bytes that differ from position to position. */
export function pattern(sizeBytes: number, seed = 1): Uint8Array {
  return Uint8Array.from({ length: sizeBytes }, (_, at) => (at * 31 + (at >>> 8) + seed * 17) & 255);
}

function requestFor(bytes: Uint8Array): CreateUpload & { owner: string } {
  return {
    owner: OWNER,
    idempotencyKey: crypto.randomUUID(),
    fileName: 'mix.wav',
    sizeBytes: bytes.length,
    contentType: 'audio/wav',
  };
}

/** A store whose calls fail when told: the answer `store-unavailable` says nothing about what happened. */
function breakable(
  store: ObjectStore,
  faults: { readonly method: StoreMethod; readonly moment: 'before' | 'after' }[],
  calls: StoreMethod[],
): ObjectStore {
  return new Proxy(store, {
    get(target, name: StoreMethod, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function') return member;
      return async (...parameters: unknown[]) => {
        calls.push(name);
        const at = faults.findIndex((fault) => fault.method === name);
        const [fault] = at < 0 ? [] : faults.splice(at, 1);
        if (fault?.moment === 'before') throw new StorageError('store-unavailable');
        const answer: unknown = await member.apply(target, parameters);
        if (fault) throw new StorageError('store-unavailable');
        return answer;
      };
    },
  });
}
