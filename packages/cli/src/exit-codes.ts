import { toStorageError } from '@dawg/client/to-storage-error';
import { NotSignedInError } from './account/credentials.ts';

/** What a script may go by. 130 is what shells use for Ctrl-C (128 + SIGINT). */
export const EXIT_CODE = {
  ok: 0,
  /** Something was refused, or some of the files were. */
  failed: 1,
  usage: 2,
  notSignedIn: 3,
  unreachable: 4,
  interrupted: 130,
} as const;

export function exitCodeOf(error: unknown): number {
  if (error instanceof NotSignedInError) return EXIT_CODE.notSignedIn;
  switch (toStorageError(error).code) {
    case 'unauthenticated':
      return EXIT_CODE.notSignedIn;
    case 'server-unreachable':
    case 'database-unavailable':
    case 'store-unavailable':
      return EXIT_CODE.unreachable;
    default:
      return EXIT_CODE.failed;
  }
}
