import { StorageError } from '@dawg/contract/storage-error';
import type { Ports } from '../ports/ports.ts';
import { finishAborting } from './abort-upload.ts';
import { closedSessionError, findSession } from './find-session.ts';
import type { UploadSessionRecord } from './upload-session.ts';

/**
 * Ends the session of a stream that had no byte, gives its ceiling back and throws `file-empty`, also when repeated.
 * Throws `upload-busy` or `upload-ended` for one that is being completed or has ended otherwise.
 */
export async function giveUpEmpty(
  ports: Pick<Ports, 'uploads' | 'objects' | 'clock'>,
  session: UploadSessionRecord,
): Promise<never> {
  const by = { kind: 'owner', now: ports.clock.now() } as const;
  const begun =
    (await ports.uploads.beginAborting(session.id, { by, ending: 'failed', failure: 'file-empty' })) ??
    (await findSession(ports, session.owner, session.id));
  if (begun.failure !== 'file-empty') throw closedSessionError(begun);
  if (begun.state === 'aborting') await finishAborting(ports, begun);
  throw new StorageError('file-empty');
}
