import { combineParts, encodeCrc32 } from '@dawg/contract/crc32';
import { partRanges, planOf, type PartPlan } from '@dawg/contract/part-plan';
import { StorageError } from '@dawg/contract/storage-error';
import type {
  CompletedUpload,
  CreatedUpload,
  SignedPart,
  StoredFile,
  UploadProgress,
  UploadSession,
} from '@dawg/contract/wire';
import type { StorageClient } from '../storage-client.ts';
import { toStorageError } from '../to-storage-error.ts';
import type { Budget } from './budget.ts';
import { isSamePart, readPart, type ReadPart } from './part-source.ts';
import type { PutPart } from './put-part.ts';
import { untilItAnswers, type Pace } from './retry.ts';
import { sendPart } from './send-part.ts';
import { createRequest, startOver, type UploadMemo } from './upload-memo.ts';

/** Parts read, summed and signed together: about as many as there are lanes, so that none waits for a signature. */
const BATCH_PARTS = 6;
const BATCH_BYTES = 48 * 2 ** 20;

/** Times the server may ask for parts again before we believe that something is wrong. */
const MAX_COMPLETE_ROUNDS = 3;

/** A server whose store keeps no checksums reads the whole object before it answers. */
const COMPLETE_LIMIT_MS = 10 * 60_000;

/** Keys tried before we believe that something is wrong. */
const MAX_KEYS = 5;

/** What all files of an uploader share. */
export interface UploadEnvironment {
  readonly client: StorageClient;
  readonly putPart: PutPart;
  readonly pace: Pace;
  /** Parts in flight. */
  readonly lanes: Budget;
  /** Bytes read and not yet sent. */
  readonly memory: Budget;
}

/** Told as it happens. */
export interface UploadEvents {
  preparing(): void;
  sending(): void;
  completing(): void;
  /** Another try will follow; null when one has succeeded. */
  waiting(error: StorageError | null): void;
  /** Bytes found stored from an earlier run. */
  resumed(bytes: number): void;
  /** Bytes of one part on their way; 0 when it has to start over. */
  progress(partNumber: number, sentBytes: number): void;
}

/** One run: from now until the file is stored, paused, cancelled or refused. */
interface Run {
  readonly env: UploadEnvironment;
  readonly memo: UploadMemo;
  readonly events: UploadEvents;
  readonly signal: AbortSignal;
}

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

type Begun =
  | { readonly kind: 'stored'; readonly file: StoredFile }
  | { readonly kind: 'session'; readonly session: UploadSession; readonly absent: readonly number[] };

async function beginOrResume(run: Run): Promise<Begun> {
  if (run.memo.session) return resume(run, run.memo.session);
  const created = await create(run);
  if (created.kind === 'stored') return created;
  run.memo.session = created.session;
  return {
    kind: 'session',
    session: created.session,
    absent: allPartNumbers(planOfSession(created.session)),
  };
}

async function create(run: Run): Promise<CreatedUpload> {
  for (let attempt = 1; ; attempt++) {
    run.memo.isAsked = true;
    try {
      return await call(run, (signal) =>
        run.env.client.uploads.create.mutate(createRequest(run.memo), { signal }),
      );
    } catch (error) {
      // The server gave this key up while the store did not answer: a new attempt takes a new key.
      if (attempt === MAX_KEYS || !isEnded(error)) throw error;
      startOver(run.memo);
    }
  }
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

function isEnded(error: unknown): boolean {
  return error instanceof StorageError && error.code === 'upload-ended';
}

/** Compares what the store holds with the file, part by part. Throws `file-changed` before anything is sent. */
async function resume(run: Run, session: UploadSession): Promise<Begun> {
  const found = await getUpload(run, session);
  // Completing or ended: there is nothing to send, and `complete` says what became of it.
  const isOpen = found.session.state === 'created' || found.session.state === 'uploading';
  if (!isOpen) return { kind: 'session', session, absent: [] };
  const plan = planOfSession(session);
  const held = new Set<number>();
  let heldBytes = 0;
  for (const { partNumber, checksum, sizeBytes } of found.parts) {
    if (checksum === null) continue; // nobody vouches for it: it is sent again
    await requireSame(run, plan, partNumber, checksum);
    held.add(partNumber);
    heldBytes += sizeBytes;
  }
  run.events.resumed(heldBytes);
  return {
    kind: 'session',
    session,
    absent: allPartNumbers(plan).filter((partNumber) => !held.has(partNumber)),
  };
}

async function requireSame(
  run: Run,
  plan: PartPlan,
  partNumber: number,
  storedChecksum: string,
): Promise<void> {
  const part = await readOnce(run, plan, partNumber);
  if (!isSamePart(part, storedChecksum)) throw new StorageError('file-changed');
}

/** Reads a part for its checksum alone. */
async function readOnce(run: Run, plan: PartPlan, partNumber: number): Promise<ReadPart> {
  const release = await run.env.memory.take(plan.partSizeBytes, run.signal);
  try {
    const part = await readPart(run.memo.file, plan, partNumber);
    run.memo.checksums.set(partNumber, part.crc);
    return part;
  } finally {
    release();
  }
}

/** Reads, signs and sends in batches; memory sets the pace, so that the next is ready when the last is sent. */
async function sendParts(run: Run, session: UploadSession, partNumbers: readonly number[]): Promise<void> {
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

async function complete(run: Run, session: UploadSession): Promise<CompletedUpload> {
  const request = { sessionId: session.id, checksum: await wholeChecksum(run, planOfSession(session)) };
  const ask = (signal: AbortSignal) => run.env.client.uploads.complete.mutate(request, { signal });
  return call(run, ask, COMPLETE_LIMIT_MS);
}

function getUpload(run: Run, session: UploadSession): Promise<UploadProgress> {
  return call(run, (signal) => run.env.client.uploads.get.query({ sessionId: session.id }, { signal }));
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

function call<Answer>(
  run: Run,
  ask: (signal: AbortSignal) => Promise<Answer>,
  limitMs?: number,
): Promise<Answer> {
  return untilItAnswers(ask, toStorageError, waitingOf(run), limitMs);
}

function waitingOf({ env, events, signal }: Run) {
  return { signal, pace: env.pace, onWaiting: (error: StorageError | null) => events.waiting(error) };
}

function planOfSession(session: UploadSession): PartPlan {
  return planOf(session.sizeBytes, session.partSizeBytes);
}

function allPartNumbers(plan: PartPlan): number[] {
  return partRanges(plan).map((range) => range.partNumber);
}

function batches(partNumbers: readonly number[], plan: PartPlan): number[][] {
  const size = Math.max(1, Math.min(BATCH_PARTS, Math.floor(BATCH_BYTES / plan.partSizeBytes)));
  return Array.from({ length: Math.ceil(partNumbers.length / size) }, (_, index) =>
    partNumbers.slice(index * size, (index + 1) * size),
  );
}
