import { StorageError } from '@dawg/contract/storage-error';

/** The store answered the whole where a part of it was asked for. */
export class RangeIgnoredError extends Error {
  override readonly name = 'RangeIgnoredError';
}

/** A connection without a byte for this long is dead. */
const STALLED_MS = 30_000;

/**
 * The bytes of `url` from `position` on, as they arrive. Throws `store-unavailable` when the connection or the store
 * fails, `file-not-found` when there is nothing, `RangeIgnoredError`.
 */
export async function* getFrom(
  url: string,
  position: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const watchdog = new AbortController();
  let timer = setTimeout(() => watchdog.abort(), STALLED_MS);
  try {
    const response = await fetch(url, {
      headers: position > 0 ? { range: `bytes=${position}-` } : {},
      signal: AbortSignal.any([signal, watchdog.signal]),
      cache: 'no-store',
    });
    if (position > 0 && response.status === 200) throw new RangeIgnoredError();
    if (response.status === 404) throw new StorageError('file-not-found');
    if (!response.ok || !response.body)
      throw new StorageError('store-unavailable', { status: response.status });
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(() => watchdog.abort(), STALLED_MS);
      yield value;
    }
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof StorageError || thrown instanceof RangeIgnoredError) throw thrown;
    throw new StorageError('store-unavailable', {}, { cause: thrown });
  } finally {
    clearTimeout(timer);
    watchdog.abort(); // whoever stops reading closes the connection
  }
}
