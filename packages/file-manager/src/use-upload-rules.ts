import type { UploadRules } from '@dawg/contract/wire';
import { useCallback } from 'react';
import { api } from './connection/api.ts';

/** What the installation allows; null until it has said so. It does not change while a page is open. */
export function useUploadRules(): UploadRules | null {
  return api.uploads.rules.useQuery(undefined, { staleTime: Infinity }).data ?? null;
}

/** The same for whoever needs them now: from the cache once they are known. */
export function useAskUploadRules(): () => Promise<UploadRules> {
  const utils = api.useUtils();
  return useCallback(() => utils.uploads.rules.fetch(undefined, { staleTime: Infinity }), [utils]);
}
