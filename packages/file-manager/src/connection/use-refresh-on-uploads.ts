import type { Uploader } from '@dawg/client/upload/uploader';
import { useEffect, useEffectEvent } from 'react';
import { api } from './api.ts';
import { followChanges } from './follow-changes.ts';
import { paceRefreshes } from './refresh-pace.ts';
import { useRefresh } from './use-refresh.ts';

/** Nobody follows so many by eye, and drawing the list anew makes presses wait. */
const MANY = 100;

/** Keeps listings and quota true while uploads begin and end, and when something changes elsewhere. */
export function useRefreshOnUploads(uploader: Uploader): void {
  const { client } = api.useUtils();
  const refresh = useEffectEvent(useRefresh());
  useEffect(() => {
    let unfinished = uploader.snapshot().unfinished;
    const pace = paceRefreshes(
      () => refresh(),
      () => unfinished > MANY,
    );
    const unsubscribe = uploader.subscribe(() => {
      const current = uploader.snapshot().unfinished;
      if (current !== unfinished) pace.refreshSoon();
      unfinished = current;
    });
    const offStored = uploader.onStored(pace.refreshSoon);
    const stopFollowing = followChanges(client, pace.refreshSoon);
    window.addEventListener('pointerdown', pace.notePress, true);
    window.addEventListener('keydown', pace.notePress, true);
    return () => {
      pace.stop();
      unsubscribe();
      offStored();
      stopFollowing();
      window.removeEventListener('pointerdown', pace.notePress, true);
      window.removeEventListener('keydown', pace.notePress, true);
    };
  }, [uploader, client]);
}
