import type { UploadRules } from '@dawg/contract/wire';
import type { StorageClient } from '../storage-client.ts';
import { toStorageError } from '../to-storage-error.ts';
import { untilItAnswers, type Pace } from './retry.ts';

/** What the installation allows. */
export interface RememberedRules {
  /** Asked for once; asks again after a refusal. */
  readonly get: () => Promise<UploadRules>;
  /** What is known by now, without asking. */
  readonly known: () => UploadRules | null;
  /** A question without an answer yet is asked anew. */
  readonly forgetQuestion: () => void;
}

/** `life` ends a question that nobody waits for any more. `ask` is the host's own way to know. */
export function rememberRules(
  client: StorageClient,
  pace: Pace,
  life: () => AbortSignal,
  ask?: () => Promise<UploadRules>,
): RememberedRules {
  let known: UploadRules | null = null;
  let asked: Promise<UploadRules> | null = null;
  const askServer = () => {
    const waiting = { signal: life(), pace, onWaiting: () => {} };
    return untilItAnswers(
      (signal) => client.uploads.rules.query(undefined, { signal }),
      toStorageError,
      waiting,
    );
  };
  const get = () => {
    asked ??= (ask ?? askServer)().then(
      (rules) => (known = rules),
      (error: unknown) => {
        asked = null;
        throw error;
      },
    );
    return asked;
  };
  const forgetQuestion = () => {
    if (known === null) asked = null;
  };
  return { get, known: () => known, forgetQuestion };
}
