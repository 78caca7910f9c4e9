import { StorageError } from '@dawg/contract/storage-error';
import type { SignedPart } from '@dawg/contract/wire';
import type { ReadPart } from './file-source.ts';
import { PartNotStoredError, type PutPart } from './put-part.ts';
import { backoffMs, type Waiting } from './retry.ts';

/** Times a refusal that another signature or another try may mend is met before it is believed. */
const MAX_REFUSALS = 3;

export interface SendPartOptions {
  readonly putPart: PutPart;
  /** Signs the same part anew: its URL has expired, or was signed by a key that is not valid any more. */
  readonly signAgain: () => Promise<SignedPart>;
  readonly onProgress: (sentBytes: number) => void;
  /** The store has too much to do. */
  readonly onSlowDown: () => void;
  readonly waiting: Waiting;
}

/**
 * Sends one part until the store has it. Waits out a store that cannot be reached or is busy, however long; signs
 * again when the URL is refused. Throws `upload-ended` (the store has discarded the upload) and
 * `checksum-mismatch` (the bytes are damaged on their way, every time).
 */
export async function sendPart(part: ReadPart, signed: SignedPart, options: SendPartOptions): Promise<void> {
  const { putPart, signAgain, onProgress, onSlowDown, waiting } = options;
  let request = signed;
  let refusals = 0;
  for (let attempt = 0; ; attempt++) {
    try {
      const putOptions = { signal: waiting.signal, onProgress };
      if (part.bytes instanceof Uint8Array) await putPart(request, part.bytes, putOptions);
      else await part.bytes.put(request, putOptions);
      if (attempt > 0) waiting.onWaiting(null);
      return;
    } catch (thrown) {
      waiting.signal.throwIfAborted();
      if (!(thrown instanceof PartNotStoredError)) throw thrown;
      if (thrown.status === 412) return; // an answer was lost: the whole file is there, and nothing overwrites it
      onProgress(0);
      if (thrown.status === 503 || thrown.status === 429) onSlowDown();
      if (!isPassing(thrown.status) && ++refusals > MAX_REFUSALS) throw refusalError(thrown);
      if (thrown.status === 404) throw new StorageError('upload-ended', {}, { cause: thrown });
      if (thrown.status === 403) request = await signAgain();
      else if (isPassing(thrown.status)) await waitBefore(attempt, thrown, waiting);
    }
  }
}

/** No answer, too slow, met by another PUT, too much at once, or the store's own failure: passes by itself. */
function isPassing(status: number | null): boolean {
  return status === null || status === 408 || status === 409 || status === 429 || status >= 500;
}

async function waitBefore(attempt: number, cause: PartNotStoredError, waiting: Waiting): Promise<void> {
  // The first stumble is not worth telling anybody.
  if (attempt > 0) waiting.onWaiting(new StorageError('store-unavailable', {}, { cause }));
  const waitMs = Math.max(backoffMs(attempt, waiting.pace.random()), cause.retryAfterMs);
  await waiting.pace.delay(waitMs, waiting.signal);
}

function refusalError(cause: PartNotStoredError): StorageError {
  const code = cause.status === 400 ? 'checksum-mismatch' : 'store-unavailable';
  return new StorageError(code, { status: cause.status ?? 0 }, { cause });
}
