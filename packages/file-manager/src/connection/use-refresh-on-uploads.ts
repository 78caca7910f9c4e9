import type { Uploader } from '@dawg/client/upload/uploader';
import { useEffect, useEffectEvent } from 'react';
import { api } from './api.ts';
import { followChanges } from './follow-changes.ts';
import { useRefresh } from './use-refresh.ts';

/** Several files are stored a second; one refresh shows them all. */
const REFRESH_EVERY_MS = 1000;

/** Nobody follows so many by eye, and drawing the list anew makes presses wait. */
const MANY = 100;
const REFRESH_MANY_EVERY_MS = 3000;

/** Keeps listings and quota true while uploads begin and end, and when something changes elsewhere. */
export function useRefreshOnUploads(uploader: Uploader): void {
  const { client } = api.useUtils();
  const refresh = useEffectEvent(useRefresh());
  useEffect(() => {
    let pause: ReturnType<typeof setTimeout> | undefined;
    let isDue = false;
    let unfinished = uploader.snapshot().unfinished;
    /** At once after a quiet moment, so that what is stored is seen; else when the pause is over. */
    const refreshSoon = () => {
      isDue = true;
      if (pause === undefined) refreshIfDue();
    };
    const refreshIfDue = () => {
      pause = undefined;
      if (!isDue) return;
      isDue = false;
      refresh();
      pause = setTimeout(refreshIfDue, unfinished > MANY ? REFRESH_MANY_EVERY_MS : REFRESH_EVERY_MS);
    };
    const unsubscribe = uploader.subscribe(() => {
      const current = uploader.snapshot().unfinished;
      if (current !== unfinished) refreshSoon();
      unfinished = current;
    });
    const offStored = uploader.onStored(refreshSoon);
    const stopFollowing = followChanges(client, refreshSoon);
    return () => {
      clearTimeout(pause);
      unsubscribe();
      offStored();
      stopFollowing();
    };
  }, [uploader, client]);
}
