import { useQueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { useCallback } from 'react';
import { api } from './api.ts';

/** Asks the server again for everything a change may have touched: listings, versions, sound, quota, unfinished sessions. */
export function useRefresh(): () => void {
  const queryClient = useQueryClient();
  return useCallback(() => {
    for (const procedure of [api.files, api.folders, api.versions, api.audio, api.quota, api.uploads.list]) {
      void queryClient.invalidateQueries({ queryKey: getQueryKey(procedure) });
    }
  }, [queryClient]);
}
