import type { AppRouter } from '@dawg/api/app-router';
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCClient,
  type TRPCLink,
} from '@trpc/client';

export interface StorageClientOptions {
  /** Where the server serves its procedures, e.g. `/trpc` or `https://audio.example.com/trpc`. */
  readonly url: string;
  /** Added to every call, e.g. an API key. Cookies go along by themselves. */
  readonly headers?: () => Record<string, string>;
}

/** Every procedure of the server, typed; refusals reject with tRPC's error: see `toStorageError`. */
export type StorageClient = TRPCClient<AppRouter>;

/** The server takes no larger batch in one request. */
const MAX_BATCH_SIZE = 50;

/** A URL longer than this is refused by some proxies. */
const MAX_URL_LENGTH = 8_000;

/** Options of a call that is not to wait for the calls of the same moment: its answer may take long. */
export const SEPARATE_REQUEST = { context: { separateRequest: true } };

/** The way to the server, for tRPC clients of the host's own. Calls of the same moment share one request. */
export function storageLinks({ url, headers }: StorageClientOptions): TRPCLink<AppRouter>[] {
  const connection = {
    url,
    // The first header tells the server that no foreign page's form sent this.
    headers: () => ({ 'x-dawg-client': 'web', ...headers?.() }),
  };
  return [
    splitLink({
      condition: ({ type }) => type === 'subscription',
      true: httpSubscriptionLink({ url }), // cookies go along; an EventSource has no headers
      false: splitLink({
        condition: ({ context }) => context['separateRequest'] === true,
        true: httpLink(connection),
        false: httpBatchLink({ ...connection, maxItems: MAX_BATCH_SIZE, maxURLLength: MAX_URL_LENGTH }),
      }),
    }),
  ];
}

export function createStorageClient(options: StorageClientOptions): StorageClient {
  return createTRPCClient<AppRouter>({ links: storageLinks(options) });
}
