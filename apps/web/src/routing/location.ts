import { useSyncExternalStore } from 'react';

/** The part of the address that is the app's state. */
export interface AppLocation {
  readonly pathname: string;
  /** With its question mark, or empty. */
  readonly search: string;
}

const NAVIGATED = 'dawg:navigated';

/** The current address; the URL is the state, so there is nothing else to keep in step. */
export function useLocation(): AppLocation {
  const href = useSyncExternalStore(subscribe, () => window.location.pathname + window.location.search);
  const { pathname, search } = new URL(href, window.location.origin);
  return { pathname, search };
}

/** Goes to a page of the app. `replace` where the back button should not come through here again. */
export function navigate(path: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (replace) window.history.replaceState(null, '', path);
  else window.history.pushState(null, '', path);
  window.dispatchEvent(new Event(NAVIGATED));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(NAVIGATED, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(NAVIGATED, listener);
  };
}
