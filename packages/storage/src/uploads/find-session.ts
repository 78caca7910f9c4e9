import { StorageError } from '@dawg/contract/storage-error';
import type { Ports } from '../ports/ports.ts';
import type { UploadSessionRecord } from './upload-session.ts';

/** The owner's session. Throws `upload-not-found` for a missing one and for somebody else's alike. */
export async function findSession(
  ports: Pick<Ports, 'uploads'>,
  owner: string,
  sessionId: string,
): Promise<UploadSessionRecord> {
  const session = await ports.uploads.find(owner, sessionId);
  if (!session) throw new StorageError('upload-not-found');
  return session;
}

/** The error that says why a session takes no more parts. */
export function closedSessionError(session: UploadSessionRecord): StorageError {
  if (session.state === 'completing') return new StorageError('upload-busy');
  return new StorageError('upload-ended', {
    state: session.ending ?? session.state, // how it ends is known before it has ended
    ...(session.failure === null ? {} : { reason: session.failure }),
  });
}
