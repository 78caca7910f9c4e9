/**
 * The token of the one-time link. It is in the fragment, which browsers send to nobody, and it leaves the address bar
 * (and with it the history, screenshots and shared screens) as soon as it is read.
 */
export function takeSetupToken(): string | null {
  const token = setupTokenOf(window.location.hash);
  if (token === null) return window.sessionStorage.getItem(KEPT);
  window.history.replaceState(null, '', window.location.pathname + window.location.search);
  window.sessionStorage.setItem(KEPT, token);
  return token;
}

/** For this tab only, so that a reload of the page does not lose the link; worth nothing once it is used. */
const KEPT = 'dawg-setup-token';

/** The token in a fragment such as `#token=…`, or null. */
export function setupTokenOf(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('token') || null;
}
