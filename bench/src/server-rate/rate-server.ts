import { createCaller } from '@dawg/api/app-router';
import { encodeCrc32 } from '@dawg/contract/crc32';
import {
  DEFAULT_PART_BYTES,
  MAX_OPEN_UPLOADS,
  MAX_PARTS_PER_SIGN,
  SINGLE_PUT_MAX_BYTES,
} from '@dawg/contract/limits';
import type { CreateUpload, PartChecksum } from '@dawg/contract/wire';
import type { ObjectStore } from '@dawg/storage/ports/object-store';
import { createStorage } from '@dawg/storage/storage';
import { believing } from '../servers/believing-object-store.ts';
import { createSigningObjectStore } from '../servers/signing-object-store.ts';
import { measureRate, type Rate } from './measure-rate.ts';
import type { OpenCatalog } from './open-catalog.ts';

export interface ServerRate extends Rate {
  readonly operation: string;
  readonly catalog: string;
}

export interface RateOptions {
  /** Uploads of each kind. */
  readonly uploads: number;
  /** Calls at a time. */
  readonly lanes: number;
}

const SMALL_BYTES = 200_000;
const LARGE_BYTES = DEFAULT_PART_BYTES * MAX_PARTS_PER_SIGN;
const OWNERS = 20;
const checksum = encodeCrc32(0x5eed_5eed);

/**
 * Calls a second of the router, the domain and the signing, on a catalog and without the store's time. Over twenty
 * owners, and all on one, whose ledger they then share.
 */
export async function measureServer(
  catalog: OpenCatalog,
  { uploads, lanes }: RateOptions,
): Promise<ServerRate[]> {
  const storage = createStorage({
    ...catalog,
    objects: believing(withoutStore(createSigningObjectStore('http://127.0.0.1:9'))),
    clock: { now: () => new Date() },
    ids: { next: () => crypto.randomUUID() },
    settings: {
      maxFileBytes: LARGE_BYTES,
      smallestPartBytes: DEFAULT_PART_BYTES,
      singlePutMaxBytes: SINGLE_PUT_MAX_BYTES,
      playbackUrlSeconds: 900,
      scansUploads: false,
    },
  });
  const callerOf = (owner: string) =>
    createCaller({ storage, principal: async () => owner, requestId: 'bench' });
  type Caller = ReturnType<typeof callerOf>;
  const rates: ServerRate[] = [];

  const measure = async <Item>(
    operation: string,
    items: readonly Item[],
    work: (item: Item) => Promise<unknown>,
  ) => {
    const rate = await measureRate(items, lanes, work);
    rates.push({ operation, catalog: catalog.name, ...rate });
  };
  /** Answers the sessions and who opened them. */
  const measureCreate = async (
    operation: string,
    callers: readonly Caller[],
    request: Pick<CreateUpload, 'sizeBytes' | 'parts'>,
  ) => {
    const opened: { readonly caller: Caller; readonly sessionId: string }[] = [];
    await measure(operation, callers, async (caller) => {
      const created = await caller.uploads.create(newUpload(request));
      if (created.kind === 'session') opened.push({ caller, sessionId: created.session.id });
    });
    return opened;
  };
  const measureSmall = async (whose: string, callers: readonly Caller[]) => {
    const request = { sizeBytes: SMALL_BYTES, parts: partsOf(1) };
    const opened = await measureCreate(`create with its URL, 200 kB, ${whose}`, callers, request);
    await measure(`complete, 200 kB, ${whose}`, opened, ({ caller, sessionId }) =>
      caller.uploads.complete({ sessionId, checksum }),
    );
  };

  const owners = await Promise.all(Array.from({ length: OWNERS }, () => catalog.createOwner()));
  const inTurn = Array.from({ length: uploads }, (_, index) => callerOf(owners[index % OWNERS] ?? ''));
  await measureSmall(`${OWNERS} owners`, inTurn);
  const one = callerOf(await catalog.createOwner());
  await measureSmall('one owner', inTurn.map(() => one).slice(0, MAX_OPEN_UPLOADS));

  const large = await measureCreate('create, 64 parts', inTurn.slice(0, uploads / 2), {
    sizeBytes: LARGE_BYTES,
  });
  await measure('sign 64 parts', large, ({ caller, sessionId }) =>
    caller.uploads.sign({ sessionId, parts: partsOf(MAX_PARTS_PER_SIGN) }),
  );
  return rates;
}

function partsOf(count: number): PartChecksum[] {
  return Array.from({ length: count }, (_, index) => ({ partNumber: index + 1, checksum }));
}

function newUpload(request: Pick<CreateUpload, 'sizeBytes' | 'parts'>): CreateUpload {
  const idempotencyKey = crypto.randomUUID();
  return { ...request, idempotencyKey, fileName: `take ${idempotencyKey}.wav`, contentType: 'audio/wav' };
}

/** Signs as in production; what would wait for the store is answered at once. */
function withoutStore(store: ObjectStore): ObjectStore {
  return {
    ...store,
    startMultipart: async (key) => ({ key, multipartId: crypto.randomUUID() }),
    completeMultipart: async () => 'completed',
  };
}
