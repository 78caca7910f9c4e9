import { partRanges, planOf } from '@dawg/contract/part-plan';
import { StorageError } from '@dawg/contract/storage-error';
import type { CompletedUpload, CompleteUpload } from '@dawg/contract/wire';
import { fileOfSession } from '../files/find-file.ts';
import { toStoredFile, type StoredFileRecord } from '../files/stored-file.ts';
import type { Ports } from '../ports/ports.ts';
import { claimOf, type Claim } from './claim-of.ts';
import { closedSessionError, findSession } from './find-session.ts';
import { giveUpEmpty } from './give-up-empty.ts';
import { settleUpload } from './settle-upload.ts';
import { claimedSize, COMPLETE_LEASE_MS, type UploadSessionRecord } from './upload-session.ts';

/**
 * Turns a session whose parts have arrived into a stored file. `checksum` is the CRC-32 (base64) of the whole
 * as the client read it; the store's own is compared with it. Answers the missing parts, if any, and the
 * session goes on; answers the file again when repeated. Where the owner has the same bytes already, the answer says as which file.
 * Under a ceiling `sizeBytes` says how many bytes there were;
 * the rest of the reservation is given back.
 *
 * Throws `upload-not-found`, `invalid-request` (a size is missing, or is not the session's), `file-too-large` (more
 * than the ceiling), `file-empty` (a stream without a byte; the session is given up), `upload-busy` (another call is completing it), `upload-ended`,
 * `name-taken` (under `onConflict: 'fail'`; the session has failed, nothing is stored), `checksum-mismatch` (the session has failed, nothing is stored), `file-changed` (other bytes are stored already),
 * `store-unavailable` (repeat the call).
 */
export async function completeUpload(
  ports: Pick<Ports, 'uploads' | 'files' | 'statistics' | 'objects' | 'clock' | 'ids' | 'settings'>,
  request: CompleteUpload & { readonly owner: string },
): Promise<CompletedUpload> {
  const found = await findSession(ports, request.owner, request.sessionId);
  const claim = claimOf(found, request);
  if (claim.claimedBytes === 0) return giveUpEmpty(ports, found);
  if (found.state === 'created') return nothingArrived(found, claim);

  const now = ports.clock.now();
  const leaseId = ports.ids.next();
  const until = new Date(now.getTime() + COMPLETE_LEASE_MS);
  const leased = await ports.uploads.lease(found.id, { leaseId, now, until, ...claim });
  if (!leased) return answerOfOther(ports, found, claim);

  const settled = await settleUpload(ports, leased, { leaseId, checksum: claim.checksum });
  if (settled.kind === 'incomplete') return settled;
  if (settled.kind === 'skipped') return fileInTheWay(ports, settled.session);
  return stored(ports, settled.file);
}

/** No lease: the session has completed already, is being completed by somebody else, or has ended. */
async function answerOfOther(
  ports: Pick<Ports, 'uploads' | 'files' | 'statistics'>,
  before: UploadSessionRecord,
  claim: Claim,
): Promise<CompletedUpload> {
  const session = await findSession(ports, before.owner, before.id);
  if (session.state === 'completed') {
    // By what the session was completed with: its file may have a later version by now.
    const isSame =
      session.claimedChecksum === claim.checksum && claimedSize(session) === sizeOfClaim(session, claim);
    if (!isSame) throw new StorageError('file-changed');
    return stored(ports, await fileOfSession(ports, session));
  }
  if (session.failure === 'name-taken') return fileInTheWay(ports, session);
  // It was expired or completing when we asked for the lease and is open again now: worth another call.
  if (session.state === 'uploading') throw new StorageError('upload-busy');
  throw closedSessionError(session);
}

async function stored(ports: Pick<Ports, 'statistics'>, file: StoredFileRecord): Promise<CompletedUpload> {
  const same = await ports.statistics.findCopies(file.owner, file, 2);
  const other = same.find(({ id }) => id !== file.id);
  const copyOf = other && { fileId: other.id, fileName: other.fileName };
  return { kind: 'stored', file: toStoredFile(file), ...(copyOf && { copyOf }) };
}

/** The name was taken: under `skip` that file is the answer, unless it is gone meanwhile. */
async function fileInTheWay(
  ports: Pick<Ports, 'files'>,
  session: UploadSessionRecord,
): Promise<CompletedUpload> {
  if (session.onConflict === 'fail') throw new StorageError('name-taken');
  const file = await ports.files.findAt(session.owner, session);
  if (!file) throw closedSessionError(session);
  return { kind: 'stored', file: toStoredFile(file), isSkipped: true };
}

function nothingArrived(session: UploadSessionRecord, claim: Claim): CompletedUpload {
  const plan = planOf(sizeOfClaim(session, claim), session.partSizeBytes);
  const missing = partRanges(plan).map(({ partNumber }) => ({ partNumber, reason: 'absent' as const }));
  return { kind: 'incomplete', missing };
}

function sizeOfClaim({ sizeBytes }: UploadSessionRecord, { claimedBytes }: Claim): number {
  return claimedSize({ sizeBytes, claimedBytes });
}
