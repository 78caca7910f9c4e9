import { LARGEST_OBJECT_BYTES } from '@dawg/contract/limits';
import type { UploadRules } from '@dawg/contract/wire';
import type { QueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { api } from './connection/api.ts';

/** What the installation allows; null until it has said so. It does not change while a page is open. */
export function useUploadRules(): UploadRules | null {
  return api.uploads.rules.useQuery(undefined, { staleTime: Infinity }).data ?? null;
}

/**
 * The same for the uploader, which asks whenever files are added. Until the installation has said its limit, the
 * server alone refuses.
 */
export function knownUploadRules(queryClient: QueryClient): UploadRules {
  const queryKey = getQueryKey(api.uploads.rules, undefined, 'query');
  return {
    get maxFileBytes() {
      return queryClient.getQueryData<UploadRules>(queryKey)?.maxFileBytes ?? LARGEST_OBJECT_BYTES;
    },
  };
}
