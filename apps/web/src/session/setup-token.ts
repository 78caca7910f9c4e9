/**
 * The token of the one-time link. It is in the fragment, which browsers send to nobody, and it leaves the address bar
 * (and with it the history, screenshots and shared screens) as soon as it is read.
 */
export function takeSetupToken(): string | null {
  const token = setupTokenOf(window.location.hash);
  if (token !== null)
    window.history.replaceState(null, '', window.location.pathname + window.location.search);
  return token;
}

/** The token in a fragment such as `#token=…`, or null. */
export function setupTokenOf(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('token') || null;
}
