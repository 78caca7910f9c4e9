import { PartNotStoredError, type PutPart } from '../upload/put-part.ts';
import { retryAfterMs } from '../upload/retry-after.ts';

/** A connection without progress for this long is dead, whatever the browser believes. */
const STALLED_MS = 30_000;

/** Until the first progress the request may wait behind those of other tabs. */
const QUEUED_MS = 120_000;

/** The last progress means handed to the system: a slow line has to drain it, and the store to write it. */
const DRAINING_MS = 300_000;

/** For browsers, and the only place with an XMLHttpRequest: `fetch` reports no upload progress. */
export const putPartByXhr: PutPart = (signed, bytes, { signal, onProgress }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let watchdog = setTimeout(() => request.abort(), QUEUED_MS);
    const watch = (limitMs: number) => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => request.abort(), limitMs);
    };
    const abort = () => request.abort();
    const settle = (settleWith: () => void) => {
      clearTimeout(watchdog);
      signal.removeEventListener('abort', abort);
      settleWith();
    };
    const fail = (status: number | null, waitMs = 0) =>
      settle(() => reject(signal.aborted ? signal.reason : new PartNotStoredError(status, waitMs)));

    request.upload.onprogress = (event) => {
      watch(event.loaded < bytes.length ? STALLED_MS : DRAINING_MS);
      onProgress(event.loaded);
    };
    request.onload = () =>
      request.status === 200
        ? settle(resolve)
        : fail(request.status, retryAfterMs(request.getResponseHeader('retry-after')));
    request.onerror = () => fail(null);
    request.onabort = () => fail(null);

    request.open('PUT', signed.url);
    for (const [name, value] of Object.entries(signed.headers)) request.setRequestHeader(name, value);
    if (signal.aborted) return fail(null);
    signal.addEventListener('abort', abort, { once: true });
    request.send(bytes);
  });
