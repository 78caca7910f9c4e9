import { toStorageError } from '@dawg/client/to-storage-error';

/** A sentence for whatever a command threw. */
export function explainFailure(error: unknown): string {
  const storage = toStorageError(error);
  if (storage.code === 'unauthenticated') return 'You are signed out. Run `dawg login` and try again.';
  if (storage.code !== 'internal') return storage.message;
  // Not the server's: Node's own words (no such file, no permission) say best what is wrong.
  return storage.cause instanceof Error && storage.cause.message !== ''
    ? storage.cause.message
    : storage.message;
}
