import { requestIdOf } from '@dawg/client/to-storage-error';
import type { StorageError } from '@dawg/contract/storage-error';
import type { Messages } from './english.ts';

/** What went wrong, for a person; with the request id where the message asks to report it. */
export function explain(error: StorageError, failure: Messages['failure']): string {
  const requestId = error.code === 'internal' ? requestIdOf(error) : null;
  return requestId === null ? error.message : `${error.message} ${failure.requestId(requestId)}.`;
}
