import type { PartPlan } from '@dawg/contract/part-plan';
import { StorageError } from '@dawg/contract/storage-error';
import type { SignedPart, UploadSession } from '@dawg/contract/wire';
import { readPart, type ReadPart } from './part-source.ts';
import { sendPart } from './send-part.ts';
import { call, planOfSession, waitingOf, type Run } from './upload-run.ts';

/** Parts read, summed and signed together: about as many as there are lanes, so that none waits for a signature. */
const BATCH_PARTS = 6;
const BATCH_BYTES = 48 * 2 ** 20;

/** Reads, signs and sends in batches; memory sets the pace, so that the next is ready when the last is sent. */
export async function sendParts(
  run: Run,
  session: UploadSession,
  partNumbers: readonly number[],
): Promise<void> {
  const failed = new AbortController();
  const part: Run = { ...run, signal: AbortSignal.any([run.signal, failed.signal]) };
  const plan = planOfSession(session);
  const sending: Promise<void>[] = [];
  try {
    for (const batch of batches(partNumbers, plan)) {
      const release = await run.env.memory.take(batch.length * plan.partSizeBytes, part.signal);
      const sent = sendBatch(part, session, batch).finally(release);
      sent.catch((error: unknown) => failed.abort(error)); // one lost part ends the run; it is awaited below
      sending.push(sent);
    }
    await Promise.all(sending);
  } finally {
    failed.abort(new Error('the other parts are not needed any more'));
    await Promise.allSettled(sending); // nothing goes on behind the caller's back
  }
}

async function sendBatch(run: Run, session: UploadSession, partNumbers: readonly number[]): Promise<void> {
  const parts: ReadPart[] = [];
  for (const partNumber of partNumbers) {
    const part = await readPart(run.memo.file, planOfSession(session), partNumber);
    run.memo.checksums.set(partNumber, part.crc);
    parts.push(part);
  }
  const signed = await sign(run, session, parts);
  await Promise.all(signed.map((request, index) => sendOne(run, session, request, parts[index])));
}

async function sendOne(run: Run, session: UploadSession, signed: SignedPart, part?: ReadPart): Promise<void> {
  if (part?.partNumber !== signed.partNumber) throw new StorageError('internal');
  const release = await run.env.lanes.take(1, run.signal);
  try {
    await sendPart(part, signed, {
      putPart: run.env.putPart,
      signAgain: async () => (await sign(run, session, [part]))[0] ?? signed,
      onProgress: (sentBytes) => run.events.progress(part.partNumber, sentBytes),
      waiting: waitingOf(run),
    });
    run.events.progress(part.partNumber, part.bytes.length);
  } finally {
    release();
  }
}

function sign(run: Run, session: UploadSession, parts: readonly ReadPart[]): Promise<SignedPart[]> {
  const wanted = parts.map(({ partNumber, checksum }) => ({ partNumber, checksum }));
  return call(run, (signal) =>
    run.env.client.uploads.sign.mutate({ sessionId: session.id, parts: wanted }, { signal }),
  );
}

function batches(partNumbers: readonly number[], plan: PartPlan): number[][] {
  const size = Math.max(1, Math.min(BATCH_PARTS, Math.floor(BATCH_BYTES / plan.partSizeBytes)));
  return Array.from({ length: Math.ceil(partNumbers.length / size) }, (_, index) =>
    partNumbers.slice(index * size, (index + 1) * size),
  );
}
