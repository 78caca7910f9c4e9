import { appRouter } from '@dawg/api/app-router';
import { DEFAULT_PART_BYTES, SINGLE_PUT_MAX_BYTES } from '@dawg/contract/limits';
import { createStorage } from '@dawg/storage/storage';
import { createMemoryCatalog } from '@dawg/storage/testing/memory-catalog';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { believing } from './believing-object-store.ts';
import { createSigningObjectStore } from './signing-object-store.ts';

const GIB = 2 ** 30;
const OWNER = 'bench';

/** The real router and domain over HTTP, on the catalog's twin in memory: what our client talks to. Begins empty. */
export function ourControlPlane(sinkUrl: string) {
  const catalog = createMemoryCatalog();
  catalog.setQuota(OWNER, 1024 * GIB);
  const storage = createStorage({
    ...catalog,
    objects: believing(createSigningObjectStore(sinkUrl)),
    clock: { now: () => new Date() },
    ids: { next: () => crypto.randomUUID() },
    settings: {
      maxFileBytes: 64 * GIB,
      smallestPartBytes: DEFAULT_PART_BYTES,
      singlePutMaxBytes: SINGLE_PUT_MAX_BYTES,
      playbackUrlSeconds: 900,
      scansUploads: false,
    },
  });
  const handle = createHTTPHandler({
    router: appRouter,
    basePath: '/trpc/',
    createContext: () => ({ storage, principal: async () => OWNER, requestId: 'bench' }),
  });
  return (request: IncomingMessage, response: ServerResponse) => handle(request, response);
}

/** Procedures in one request: a batch names them all, parted by commas. */
export function proceduresIn(url: string): number {
  return (url.split('?')[0] ?? '').split(',').length;
}
