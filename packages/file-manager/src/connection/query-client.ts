import { toStorageError } from '@dawg/client/to-storage-error';
import { isRetryable } from '@dawg/contract/storage-error';
import { QueryClient } from '@tanstack/react-query';

const MAX_RETRIES = 3;

/** A query client with our habits: what may succeed later is tried again, what is final is not. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => failures < MAX_RETRIES && isRetryable(toStorageError(error).code),
      },
    },
  });
}
