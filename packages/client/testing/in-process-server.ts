import { appRouter } from '@dawg/api/app-router';
import { DEFAULT_MAX_FILE_BYTES, SINGLE_PUT_MAX_BYTES, SMALLEST_PART_BYTES } from '@dawg/contract/limits';
import type { SignedPart } from '@dawg/contract/wire';
import { createStorage } from '@dawg/storage/storage';
import { createMemoryCatalog } from '@dawg/storage/testing/memory-catalog';
import { createMemoryObjectStore } from '@dawg/storage/testing/memory-object-store';
import { createTRPCClient, TRPCClientError, unstable_localLink, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { AppRouter } from '@dawg/api/app-router';
import type { StorageClient } from '../src/storage-client.ts';
import { PartNotStoredError, type PutPart } from '../src/upload/put-part.ts';
import type { Pace } from '../src/upload/retry.ts';
import { createLocalTurns, type Turns } from '../src/upload/turns.ts';

/**
 * The real router and the real domain on the in-memory twins, in this process, with a line that can be cut: what
 * the engine's tests talk to.
 */
export interface InProcessServer {
  readonly client: StorageClient;
  readonly putPart: PutPart;
  /** Those of one browser: uploaders with the same turns are its tabs. */
  readonly turns: Turns;
  /** Part numbers in the order they were stored. */
  readonly storedParts: number[];
  /** Procedures called, in order. */
  readonly calls: string[];
  readonly objects: ReturnType<typeof createMemoryObjectStore>;
  readonly catalog: ReturnType<typeof createMemoryCatalog>;
  /** The server's clock goes on by so much. */
  pass(ms: number): void;
  /** The server's job that ends what was left behind. */
  sweep(): Promise<unknown>;
  /** While false neither server nor store answers. */
  isReachable: boolean;
  /** While true calls are made and get no answer. */
  isHanging: boolean;
  /** Called when a call has taken effect and before its answer goes out; what it throws takes the answer's place. */
  afterCall: (path: string) => void | Promise<void>;
  /** Asked before each part: a status to refuse it with, or null to let it through. */
  refusePart: (signed: SignedPart) => number | null;
  /** Called after each part is stored. */
  afterPart: (signed: SignedPart) => void | Promise<void>;
}

export const OWNER = 'owner-1';

/** Parts of 5 MiB, the smallest there are. */
export function startInProcessServer(): InProcessServer {
  const catalog = createMemoryCatalog();
  let passedMs = 0;
  const now = () => Date.now() + passedMs;
  const objects = createMemoryObjectStore({ now });
  const storage = createStorage({
    ...catalog,
    objects,
    clock: { now: () => new Date(now()) },
    ids: { next: () => crypto.randomUUID() },
    settings: {
      maxFileBytes: DEFAULT_MAX_FILE_BYTES,
      smallestPartBytes: SMALLEST_PART_BYTES,
      singlePutMaxBytes: SINGLE_PUT_MAX_BYTES,
      playbackUrlSeconds: 900,
      scansUploads: false,
    },
  });
  const server: InProcessServer = {
    objects,
    catalog,
    turns: createLocalTurns(),
    pass: (ms) => void (passedMs += ms),
    sweep: () => storage.jobs.sweepUploads(),
    storedParts: [],
    calls: [],
    isReachable: true,
    isHanging: false,
    afterCall: () => {},
    refusePart: () => null,
    afterPart: () => {},
    client: createTRPCClient<AppRouter>({
      links: [
        lineThatCanBeCut(() => server),
        unstable_localLink({
          router: appRouter,
          createContext: async () => ({ storage, principal: async () => OWNER, requestId: 'test' }),
        }),
      ],
    }),
    putPart: async (signed, bytes, { signal, onProgress }) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      signal.throwIfAborted();
      if (!server.isReachable) throw new PartNotStoredError(null);
      onProgress(Math.floor(bytes.length / 2));
      const status = server.refusePart(signed) ?? objects.receivePart(signed, bytes);
      if (status !== 200) throw new PartNotStoredError(status);
      onProgress(bytes.length);
      server.storedParts.push(signed.partNumber);
      await server.afterPart(signed);
    },
  };
  return server;
}

/** Retries at once; the tests decide when something comes back. */
export const quickPace: Pace = {
  delay: (_ms, signal) =>
    new Promise((resolve, reject) =>
      setTimeout(() => (signal.aborted ? reject(signal.reason) : resolve()), 2),
    ),
  random: () => 0.5,
  now: () => performance.now(),
  date: () => Date.now(),
};

function lineThatCanBeCut(server: () => InProcessServer): TRPCLink<AppRouter> {
  const cut = () => TRPCClientError.from<AppRouter>(new TypeError('fetch failed'));
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        server().calls.push(op.path);
        if (server().isHanging) return undefined;
        if (!server().isReachable) {
          observer.error(cut());
          return undefined;
        }
        return next(op).subscribe({
          next: (answer) =>
            void (async () => {
              try {
                await server().afterCall(op.path);
              } catch {
                return observer.error(cut());
              }
              if (!server().isReachable) return observer.error(cut());
              observer.next(answer);
              observer.complete();
            })(),
          error: (error) => observer.error(error),
        });
      });
}
