import type { Uploader } from '@dawg/client/upload/uploader';
import { useEffect, useEffectEvent } from 'react';
import { useRefresh } from './use-refresh.ts';

/** A folder of small files stores dozens a second; one refresh shows them all. */
const REFRESH_EVERY_MS = 1000;

/** Keeps listings and quota true while uploads begin and end. */
export function useRefreshOnUploads(uploader: Uploader): void {
  const refresh = useEffectEvent(useRefresh());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let unfinished = uploader.snapshot().unfinished;
    const refreshSoon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        refresh();
      }, REFRESH_EVERY_MS);
    };
    const unsubscribe = uploader.subscribe(() => {
      const current = uploader.snapshot().unfinished;
      if (current !== unfinished) refreshSoon();
      unfinished = current;
    });
    const offStored = uploader.onStored(refreshSoon);
    return () => {
      clearTimeout(timer);
      unsubscribe();
      offStored();
    };
  }, [uploader]);
}
