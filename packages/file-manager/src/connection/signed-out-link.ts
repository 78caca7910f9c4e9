import type { AppRouter } from '@dawg/api/app-router';
import { toStorageError } from '@dawg/client/to-storage-error';
import { retryLink, type TRPCLink } from '@trpc/client';

/**
 * Says that nobody is signed in, whichever call found out: a list, a rename or an upload. It is tRPC's link for
 * retries, which is shown every failure; it retries none.
 */
export function signedOutLink(onSignedOut: () => void): TRPCLink<AppRouter> {
  return retryLink({
    retry: ({ error }) => {
      if (toStorageError(error).code === 'unauthenticated') onSignedOut();
      return false;
    },
  });
}
