import { partRanges } from '@dawg/contract/part-plan';
import { StorageError } from '@dawg/contract/storage-error';
import type { CompletedUpload } from '@dawg/contract/wire';
import { fileOfSession } from '../files/find-file.ts';
import { toStoredFile } from '../files/stored-file.ts';
import type { Ports } from '../ports/ports.ts';
import { closedSessionError, findSession } from './find-session.ts';
import { settleUpload } from './settle-upload.ts';
import { COMPLETE_LEASE_MS, planOfSession, type UploadSessionRecord } from './upload-session.ts';

/**
 * Turns a session whose parts have arrived into a stored file. `checksum` is the CRC-32 (base64) of the whole
 * as the client read it; the store's own is compared with it. Answers the missing parts, if any, and the
 * session goes on; answers the file again when repeated.
 *
 * Throws `upload-not-found`, `upload-busy` (another call is completing it), `upload-ended`,
 * `checksum-mismatch` (the session has failed, nothing is stored), `file-changed` (other bytes are stored already),
 * `store-unavailable` (repeat the call).
 */
export async function completeUpload(
  ports: Pick<Ports, 'uploads' | 'files' | 'objects' | 'clock' | 'ids'>,
  request: { readonly owner: string; readonly sessionId: string; readonly checksum: string },
): Promise<CompletedUpload> {
  const found = await findSession(ports, request.owner, request.sessionId);
  if (found.state === 'created') return nothingArrived(found);

  const now = ports.clock.now();
  const leaseId = ports.ids.next();
  const until = new Date(now.getTime() + COMPLETE_LEASE_MS);
  const leased = await ports.uploads.lease(found.id, { leaseId, now, until, checksum: request.checksum });
  if (!leased) return answerOfOther(ports, request);

  const settled = await settleUpload(ports, leased, { leaseId, checksum: request.checksum });
  if (settled.kind === 'incomplete') return settled;
  return { kind: 'stored', file: toStoredFile(settled.file) };
}

/** No lease: the session has completed already, is being completed by somebody else, or has ended. */
async function answerOfOther(
  ports: Pick<Ports, 'uploads' | 'files'>,
  request: { readonly owner: string; readonly sessionId: string; readonly checksum: string },
): Promise<CompletedUpload> {
  const session = await findSession(ports, request.owner, request.sessionId);
  if (session.state === 'completed') {
    const file = await fileOfSession(ports, session);
    if (file.checksum !== request.checksum) throw new StorageError('file-changed');
    return { kind: 'stored', file: toStoredFile(file) };
  }
  // It was expired or completing when we asked for the lease and is open again now: worth another call.
  if (session.state === 'uploading') throw new StorageError('upload-busy');
  throw closedSessionError(session);
}

function nothingArrived(session: UploadSessionRecord): CompletedUpload {
  const missing = partRanges(planOfSession(session)).map(({ partNumber }) => ({
    partNumber,
    reason: 'absent' as const,
  }));
  return { kind: 'incomplete', missing };
}
