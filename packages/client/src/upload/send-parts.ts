import type { PartRange } from '@dawg/contract/part-plan';
import { StorageError } from '@dawg/contract/storage-error';
import type { SignedPart, UploadSession } from '@dawg/contract/wire';
import type { ReadyBatch } from './begin-upload.ts';
import type { Grant } from './budget.ts';
import { dropBytes, type ReadPart } from './file-source.ts';
import { batches } from './part-batches.ts';
import { sendPart } from './send-part.ts';
import { call, memoryOf, planOfSession, readBatch, waitingOf, type Run } from './upload-run.ts';

/**
 * Sends what is ready, and reads, signs and sends the rest in batches. Memory sets the pace: the next batch is read and
 * signed while the last one is being sent.
 */
export async function sendParts(
  run: Run,
  session: UploadSession,
  ready: ReadyBatch | null,
  partNumbers: readonly number[],
): Promise<void> {
  const failed = new AbortController();
  const part: Run = { ...run, signal: AbortSignal.any([run.signal, failed.signal]) };
  const plan = planOfSession(session);
  const sending: Promise<void>[] = [];
  const send = (batch: ReadyBatch | Promise<ReadyBatch>) => {
    const sent = sendBatch(part, session, batch);
    sent.catch((error: unknown) => failed.abort(error)); // one lost part ends the run; it is awaited below
    sending.push(sent);
  };
  try {
    if (ready) send(ready);
    for (const ranges of batches(plan, partNumbers)) {
      const sizeBytes = ranges.reduce((sum, range) => sum + range.sizeBytes, 0);
      const memory = await memoryOf(run).take(sizeBytes, part.signal);
      send(
        (async () => {
          try {
            return await readySigned(part, session, ranges, memory);
          } catch (error) {
            memory.release();
            throw error;
          }
        })(),
      );
    }
    await Promise.all(sending);
  } finally {
    failed.abort(new Error('the other parts are not needed any more'));
    await Promise.allSettled(sending); // nothing goes on behind the caller's back
  }
}

async function readySigned(
  run: Run,
  session: UploadSession,
  ranges: readonly PartRange[],
  memory: Grant,
): Promise<ReadyBatch> {
  const parts = await readBatch(run, ranges);
  try {
    return { parts, signed: await sign(run, session, parts), memory };
  } catch (error) {
    parts.forEach(dropBytes);
    throw error;
  }
}

async function sendBatch(
  run: Run,
  session: UploadSession,
  batch: ReadyBatch | Promise<ReadyBatch>,
): Promise<void> {
  const { parts, signed, memory } = await batch;
  try {
    await Promise.all(
      parts.map(async (part, index) => {
        await sendOne(run, session, part, signed[index]);
        dropBytes(part);
        memory.release(part.bytes.length);
      }),
    );
  } finally {
    parts.forEach(dropBytes);
    memory.release();
  }
}

async function sendOne(
  run: Run,
  session: UploadSession,
  part: ReadPart,
  signed: SignedPart | undefined,
): Promise<void> {
  const { env, events, id } = run;
  if (signed?.partNumber !== part.partNumber) throw new StorageError('internal');
  const release = await env.lanes.take({ file: id, priority: run.priority() }, run.signal);
  const begun = env.pace.now();
  try {
    await sendPart(part, signed, {
      putPart: env.putPart,
      signAgain: async () => (await sign(run, session, [part]))[0] ?? signed,
      onProgress: (sentBytes) => events.progress(part.partNumber, sentBytes),
      onSlowDown: () => {
        env.tuner.slowDown(env.pace.now());
        env.lanes.resize(env.tuner.lanes);
      },
      waiting: waitingOf(run),
    });
    events.progress(part.partNumber, part.bytes.length);
    const now = env.pace.now();
    env.tuner.arrived(part.bytes.length, now - begun, now, env.lanes.isSaturated);
    env.lanes.resize(env.tuner.lanes);
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
