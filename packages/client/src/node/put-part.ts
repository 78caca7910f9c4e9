import { Agent as HttpAgent, request as requestHttp, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { PartNotStoredError, type PutPart } from '../upload/put-part.ts';
import { retryAfterMs } from '../upload/retry-after.ts';

/** A connection without progress for this long is dead. */
const STALLED_MS = 30_000;

/** The store may take its time to write what has arrived. */
const ANSWER_MS = 300_000;

/** Handed to the socket at a time: small enough to show progress, large enough to cost nothing. */
const SLICE_BYTES = 2 ** 20;

const KEEP = { keepAlive: true, maxSockets: 32 };
const httpAgent = new HttpAgent(KEEP);
const httpsAgent = new HttpsAgent(KEEP);

/** For Node: straight from the part's memory to the socket; `fetch` copies bodies and takes three times as long. */
export const putPartByNode: PutPart = (signed, bytes, { signal, onProgress }) =>
  new Promise((resolve, reject) => {
    const isSecure = signed.url.startsWith('https:');
    const request = (isSecure ? requestHttps : requestHttp)(signed.url, {
      method: 'PUT',
      agent: isSecure ? httpsAgent : httpAgent,
      headers: { ...signed.headers, 'content-length': bytes.length },
    });
    const abort = () => request.destroy();
    let isSettled = false;
    const settle = (settleWith: () => void) => {
      if (isSettled) return;
      isSettled = true;
      signal.removeEventListener('abort', abort);
      if (!request.writableFinished) request.destroy(); // answered before all of it was sent
      settleWith();
    };
    const fail = (status: number | null, waitMs = 0) =>
      settle(() => reject(signal.aborted ? signal.reason : new PartNotStoredError(status, waitMs)));
    const end = (response: IncomingMessage) => {
      response.resume(); // frees the connection
      response.on('end', () =>
        response.statusCode === 200
          ? settle(resolve)
          : fail(response.statusCode ?? null, retryAfterMs(response.headers['retry-after'])),
      );
      response.on('error', () => fail(null));
    };

    request.setTimeout(STALLED_MS, abort);
    request.on('response', end);
    request.on('error', () => fail(null));
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });

    const writeFrom = (at: number) => {
      if (at >= bytes.length) {
        request.setTimeout(ANSWER_MS, abort);
        return request.end();
      }
      const next = Math.min(at + SLICE_BYTES, bytes.length);
      request.write(bytes.subarray(at, next), (error) => {
        if (error || isSettled) return; // told by the request's own event
        onProgress(next);
        writeFrom(next);
      });
    };
    writeFrom(0);
  });
