import type { StorageError } from '@dawg/contract/storage-error';
import { realPace, type Pace } from '@dawg/client/upload/retry';

/** Somebody waits for the answer of the request, and their own client has its limit too. */
const PATIENCE_MS = 20_000;

/** The engine's retries with an end: what is out of reach for longer is told instead of waited for. */
export function impatient(pace: Pace = realPace): {
  readonly pace: Pace;
  readonly onWaiting: (error: StorageError | null) => void;
} {
  let failure: { readonly error: StorageError; readonly since: number } | null = null;
  return {
    pace: {
      ...pace,
      delay: async (ms, signal) => {
        if (failure && pace.now() + ms - failure.since > PATIENCE_MS) throw failure.error;
        await pace.delay(ms, signal);
      },
    },
    onWaiting: (error) => {
      failure = error && (failure ? { ...failure, error } : { error, since: pace.now() });
    },
  };
}
