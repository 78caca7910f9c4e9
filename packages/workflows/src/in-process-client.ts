import { appRouter, type AppRouter } from '@dawg/api/app-router';
import type { StorageClient } from '@dawg/client/storage-client';
import type { Storage } from '@dawg/storage/storage';
import { createTRPCClient, unstable_localLink } from '@trpc/client';
import { randomUUID } from 'node:crypto';

/**
 * The product's procedures for code on the server, as an explicit owner and without HTTP: the same validation, the same
 * refusals, the same upload engine. Who `owner` is, the caller has made sure of.
 */
export function createInProcessClient(
  storage: Storage,
  { owner, requestId = randomUUID() }: { readonly owner: string; readonly requestId?: string },
): StorageClient {
  const createContext = async () => ({ storage, principal: async () => owner, requestId });
  return createTRPCClient<AppRouter>({ links: [unstable_localLink({ router: appRouter, createContext })] });
}
