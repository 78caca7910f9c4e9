import { combineParts, encodeCrc32 } from '@dawg/contract/crc32';
import { partRanges, type PartPlan } from '@dawg/contract/part-plan';
import { StorageError } from '@dawg/contract/storage-error';
import type { CompletedUpload, StoredFile, UploadSession } from '@dawg/contract/wire';
import { beginOrResume } from './begin-upload.ts';
import { sendParts } from './send-parts.ts';
import type { UploadMemo } from './upload-memo.ts';
import {
  call,
  getUpload,
  isEnded,
  planOfSession,
  readOnce,
  type Run,
  type UploadEnvironment,
  type UploadEvents,
} from './upload-run.ts';

/** Times the server may ask for parts again before we believe that something is wrong. */
const MAX_COMPLETE_ROUNDS = 3;

/** A server whose store keeps no checksums reads the whole object before it answers. */
const COMPLETE_LIMIT_MS = 10 * 60_000;

/**
 * Uploads one file, or goes on with its session, until it is stored. Rejects with a `StorageError` when that
 * needs a person, or with the signal's reason when it is paused or cancelled; the memo says where to go on.
 */
export async function uploadFile(
  env: UploadEnvironment,
  memo: UploadMemo,
  events: UploadEvents,
  signal: AbortSignal,
): Promise<StoredFile> {
  const run: Run = { env, memo, events, signal };
  events.preparing();
  const begun = await beginOrResume(run);
  if (begun.kind === 'stored') return begun.file;

  let { session, absent } = begun;
  for (let round = 1; round <= MAX_COMPLETE_ROUNDS; round++) {
    events.sending();
    await sendUnlessCompleted(run, session, absent);
    events.completing();
    const answer = await complete(run, session);
    if (answer.kind === 'stored') return answer.file;
    absent = answer.missing.map((missing) => missing.partNumber);
  }
  throw new StorageError('checksum-mismatch');
}

/** Another tab or device may complete the session meanwhile: then there is nothing left to send. */
async function sendUnlessCompleted(
  run: Run,
  session: UploadSession,
  absent: readonly number[],
): Promise<void> {
  try {
    await sendParts(run, session, absent);
  } catch (error) {
    if (!isEnded(error)) throw error;
    const found = await getUpload(run, session);
    if (found.session.state !== 'completing' && found.session.state !== 'completed') throw error;
  }
}

async function complete(run: Run, session: UploadSession): Promise<CompletedUpload> {
  const request = { sessionId: session.id, checksum: await wholeChecksum(run, planOfSession(session)) };
  const ask = (signal: AbortSignal) => run.env.client.uploads.complete.mutate(request, { signal });
  return call(run, ask, COMPLETE_LIMIT_MS);
}

/** Joins the parts' checksums. Only a session that an earlier page sent whole has parts that were not read here. */
async function wholeChecksum(run: Run, plan: PartPlan): Promise<string> {
  const parts: { crc: number; sizeBytes: number }[] = [];
  for (const { partNumber, sizeBytes } of partRanges(plan)) {
    const crc = run.memo.checksums.get(partNumber) ?? (await readOnce(run, plan, partNumber)).crc;
    parts.push({ crc, sizeBytes });
  }
  return encodeCrc32(combineParts(parts));
}
