import { isRetryable, type StorageError } from '@dawg/contract/storage-error';
import { retryAfterMsOf } from '../to-storage-error.ts';

/** Time and chance, so that tests need not wait. */
export interface Pace {
  /** Resolves after `ms`; rejects with the signal's reason when that fires first. */
  delay(ms: number, signal: AbortSignal): Promise<void>;
  /** 0 ≤ x < 1. */
  random(): number;
  /** Milliseconds on a clock that only runs forward; for measuring. */
  now(): number;
  /** Milliseconds since 1970, on a clock that may be wrong. */
  date(): number;
}

export const realPace: Pace = {
  delay: (ms, signal) =>
    new Promise((resolve, reject) => {
      const abort = () => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', abort);
        resolve();
      }, ms);
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
    }),
  random: Math.random,
  now: () => performance.now(),
  date: () => Date.now(),
};

/** A pace whose delays can be cut short: the line is back, the tab is looked at again, the machine woke up. */
export interface WakeablePace extends Pace {
  /** The same without the waking. */
  readonly patient: Pace;
  /** Everything that is waiting tries again now. */
  wake(): void;
}

export function wakeable(pace: Pace): WakeablePace {
  let alarm = new AbortController();
  return {
    ...pace,
    patient: pace,
    async delay(ms, signal) {
      const woken = alarm.signal;
      try {
        await pace.delay(ms, AbortSignal.any([signal, woken]));
      } catch (error) {
        if (signal.aborted || !woken.aborted) throw error;
      }
    },
    wake: () => {
      alarm.abort(new Error('woken'));
      alarm = new AbortController();
    },
  };
}

const FIRST_DELAY_MS = 400;
const LONGEST_DELAY_MS = 20_000;

/**
 * Full jitter: anything up to a bound that doubles, so that clients cut off together do not come back together.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoffMs(attempt: number, random: number): number {
  return random * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
}

export interface Waiting {
  readonly signal: AbortSignal;
  readonly pace: Pace;
  /** What went wrong, when another try will follow; null when one has succeeded. */
  readonly onWaiting: (error: StorageError | null) => void;
}

/** A call without an answer for this long has met a dead line, and is asked again. */
const CALL_LIMIT_MS = 30_000;

/**
 * Repeats a call for as long as its failure is one that passes by itself (connection, store, database). There is
 * no last try: a producer's train comes out of the tunnel some time, and can cancel before. The call is handed the
 * signal that ends it.
 */
export async function untilItAnswers<Answer>(
  call: (signal: AbortSignal) => Promise<Answer>,
  toError: (thrown: unknown) => StorageError,
  { signal, pace, onWaiting }: Waiting,
  limitMs = CALL_LIMIT_MS,
): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    signal.throwIfAborted();
    try {
      const answer = await orAborted(call(AbortSignal.any([signal, AbortSignal.timeout(limitMs)])), signal);
      if (attempt > 0) onWaiting(null);
      return answer;
    } catch (thrown) {
      signal.throwIfAborted();
      const error = toError(thrown);
      if (!isRetryable(error.code)) throw error;
      onWaiting(error);
      await pace.delay(Math.max(backoffMs(attempt, pace.random()), retryAfterMsOf(error)), signal);
    }
  }
}

/** The promise's answer, or the signal's reason if that comes first. */
export function orAborted<Answer>(promise: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) {
      promise.catch(() => {}); // nobody asks any more
      return abort();
    }
    signal.addEventListener('abort', abort, { once: true });
    return promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
