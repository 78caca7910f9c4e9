import { StorageError } from '@dawg/contract/storage-error';
import type { CompletedUpload, FileThere, UploadSession } from '@dawg/contract/wire';
import { beginOrResume, type ReadyBatch } from './begin-upload.ts';
import { sendParts } from './send-parts.ts';
import { startOver } from './upload-memo.ts';
import { callThrough, getUpload, isEnded, planOfSession, type Run } from './upload-run.ts';
import { wholeChecksum } from './whole-checksum.ts';

/** Times the server may ask for parts again before we believe that something is wrong. */
const MAX_COMPLETE_ROUNDS = 3;

/** A server whose store keeps no checksums reads the whole object before it answers. */
export const COMPLETE_LIMIT_MS = 10 * 60_000;

/**
 * Uploads one file, or goes on with its session, until it is stored, or skipped because its name
 * is taken and it was added so. A session that expired meanwhile (a laptop closed
 * for two days) is begun anew. Rejects with a `StorageError` when that needs a person, or with the signal's reason when
 * it is paused or cancelled; the memo says where to go on.
 */
export async function uploadFile(run: Run): Promise<FileThere> {
  try {
    return await uploadOnce(run);
  } catch (error) {
    if (run.memo.session === null || !isGone(error)) throw error;
    startOver(run.memo);
    run.events.begunAnew();
    return uploadOnce(run);
  }
}

async function uploadOnce(run: Run): Promise<FileThere> {
  run.events.preparing();
  const begun = await beginOrResume(run);
  if (begun.kind === 'stored') return begun;

  const { session } = begun;
  let { ready, absent } = begun;
  for (let round = 1; round <= MAX_COMPLETE_ROUNDS; round++) {
    run.events.sending();
    await sendUnlessCompleted(run, session, ready, absent);
    run.events.completing();
    const answer = await complete(run, session);
    if (answer.kind === 'stored') return answer;
    ready = null;
    absent = answer.missing.map((missing) => missing.partNumber);
  }
  throw new StorageError('checksum-mismatch');
}

/** Another device may complete the session meanwhile: then there is nothing left to send. */
async function sendUnlessCompleted(
  run: Run,
  session: UploadSession,
  ready: ReadyBatch | null,
  absent: readonly number[],
): Promise<void> {
  try {
    await sendParts(run, session, ready, absent);
  } catch (error) {
    if (!isEnded(error)) throw error;
    const found = await getUpload(run, session);
    if (found.session.state !== 'completing' && found.session.state !== 'completed') throw error;
  }
}

async function complete(run: Run, session: UploadSession): Promise<CompletedUpload> {
  const { client, completes } = run.env;
  const request = { sessionId: session.id, checksum: await wholeChecksum(run, planOfSession(session)) };
  return callThrough(
    run,
    completes,
    (options) => client.uploads.complete.mutate(request, options),
    COMPLETE_LIMIT_MS,
  );
}

/** The session expired, or the server knows nothing of it: nobody gave it up on purpose. */
function isGone(error: unknown): boolean {
  if (!(error instanceof StorageError)) return false;
  if (error.code === 'upload-not-found') return true;
  return error.code === 'upload-ended' && error.details['state'] === 'expired';
}
