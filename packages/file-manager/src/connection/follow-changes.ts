import type { StorageClient } from '@dawg/client/storage-client';

const NAME = 'dawg-changes';

/** After a refusal (signed out, too many pages) nobody asks again at once. */
const AGAIN_MS = 30_000;

/**
 * Calls back whenever the library may have changed, here or anywhere else, until the answered function is called. One tab
 * of a browser holds the stream and tells the others (https://www.w3.org/TR/web-locks/): over HTTP/1.1 six streams would
 * be all connections that a browser has to a host. Pages without TLS have no locks, and do not follow.
 */
export function followChanges(client: StorageClient, onChange: () => void): () => void {
  const { locks } = navigator as { readonly locks?: LockManager };
  if (!locks) return () => {};
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener('message', onChange);
  const closed = new AbortController();
  const tell = () => {
    onChange();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only
    channel.postMessage(null);
  };
  const lead = async () => {
    while (!closed.signal.aborted) {
      await streamUntilItEnds(client, tell, closed.signal);
      await pause(AGAIN_MS, closed.signal);
    }
  };
  // Rejects when it is closed while it waits for its turn.
  locks.request(NAME, { signal: closed.signal }, lead).catch(() => {});
  return () => {
    closed.abort();
    channel.close();
  };
}

/** tRPC connects anew by itself where that can help, and goes on after the last event it saw. */
function streamUntilItEnds(client: StorageClient, onEvent: () => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stream = client.changes.subscribe(undefined, {
      onData: onEvent,
      onError: () => resolve(),
      onComplete: resolve,
      onStopped: resolve,
    });
    signal.addEventListener(
      'abort',
      () => {
        stream.unsubscribe();
        resolve();
      },
      { once: true },
    );
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
