import type { Uploader } from '@dawg/client/upload/uploader';
import { useEffect } from 'react';

/** Lets the browser ask before the tab closes, and only while something would be interrupted. */
export function useLeaveWarning(uploader: Uploader): void {
  useEffect(() => {
    // Registered all the time and silent when idle: adding and removing it would race with the last file.
    const warn = (event: BeforeUnloadEvent) => {
      if (uploader.snapshot().unfinished > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [uploader]);
}
