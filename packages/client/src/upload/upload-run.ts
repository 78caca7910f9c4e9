import { SINGLE_PUT_MAX_BYTES } from '@dawg/contract/limits';
import { planOf, type PartPlan, type PartRange } from '@dawg/contract/part-plan';
import { StorageError } from '@dawg/contract/storage-error';
import type { UploadProgress, UploadRules, UploadSession } from '@dawg/contract/wire';
import { SEPARATE_REQUEST, type StorageClient } from '../storage-client.ts';
import { toStorageError } from '../to-storage-error.ts';
import type { Budget } from './budget.ts';
import type { CallGate } from './call-gate.ts';
import { dropBytes, type ReadPart } from './file-source.ts';
import type { LaneTuner } from './lane-tuner.ts';
import type { Lanes } from './lanes.ts';
import type { PutPart } from './put-part.ts';
import { untilItAnswers, type WakeablePace } from './retry.ts';
import type { Turns } from './turns.ts';
import type { UploadMemo } from './upload-memo.ts';

/** What all files of an uploader share. */
export interface UploadEnvironment {
  readonly client: StorageClient;
  readonly rules: () => Promise<UploadRules>;
  readonly putPart: PutPart;
  readonly pace: WakeablePace;
  /** Parts in flight. */
  readonly lanes: Lanes;
  readonly tuner: LaneTuner;
  /** Bytes read and not yet sent: of files in parts, and of small ones, which must not wait for those. */
  readonly memory: Budget;
  readonly smallMemory: Budget;
  /** Where the calls of small files meet, to share requests. */
  readonly creates: CallGate;
  readonly completes: CallGate;
  readonly turns: Turns;
}

/** Told as it happens. */
export interface UploadEvents {
  preparing(): void;
  /** The file is still being written, or has just been. */
  settling(): void;
  /** Another tab of this browser sends the same file. */
  elsewhere(): void;
  sending(): void;
  completing(): void;
  /** Another try will follow; null when one has succeeded. */
  waiting(error: StorageError | null): void;
  /** Bytes found stored from an earlier run. */
  resumed(bytes: number): void;
  /** Nothing of what was sent counts any more. */
  begunAnew(): void;
  /** Bytes of one part on their way; 0 when it has to start over. */
  progress(partNumber: number, sentBytes: number): void;
}

/** One run: from now until the file is stored, paused, cancelled or refused. */
export interface Run {
  readonly id: string;
  readonly env: UploadEnvironment;
  readonly memo: UploadMemo;
  readonly events: UploadEvents;
  readonly signal: AbortSignal;
  /** Read when a lane is asked for: it may change while the file is under way. */
  readonly priority: () => number;
  /** Told which session the file is sent by, as soon as there is one. */
  readonly onSession: (sessionId: string) => void;
}

/** Asks the server until it answers. */
export function call<Answer>(
  run: Pick<Run, 'env' | 'events' | 'signal'>,
  ask: (signal: AbortSignal) => Promise<Answer>,
  limitMs?: number,
): Promise<Answer> {
  return untilItAnswers(ask, toStorageError, waitingOf(run), limitMs);
}

/** The same for a call that small files make by the hundred: theirs share requests, a large file's goes by itself. */
export function callThrough<Answer>(
  run: Run,
  gate: CallGate,
  ask: (options: CallOptions) => Promise<Answer>,
  limitMs?: number,
): Promise<Answer> {
  return isSmall(run)
    ? call(run, (signal) => gate.run(() => ask({ signal })), limitMs)
    : call(run, (signal) => ask({ signal, ...SEPARATE_REQUEST }), limitMs);
}

export interface CallOptions {
  readonly signal: AbortSignal;
  readonly context?: Record<string, unknown>;
}

/** Whether the file goes in one PUT, as far as its size decides. */
export function isSmall({ memo }: Pick<Run, 'memo'>): boolean {
  return memo.source.sizeBytes <= SINGLE_PUT_MAX_BYTES;
}

export function waitingOf({ env, events, signal }: Pick<Run, 'env' | 'events' | 'signal'>) {
  return { signal, pace: env.pace, onWaiting: (error: StorageError | null) => events.waiting(error) };
}

export function getUpload(
  run: Pick<Run, 'env' | 'events' | 'signal'>,
  session: Pick<UploadSession, 'id'>,
): Promise<UploadProgress> {
  return call(run, (signal) => run.env.client.uploads.get.query({ sessionId: session.id }, { signal }));
}

/** Memory for bytes of this file. */
export function memoryOf(run: Run): Budget {
  return isSmall(run) ? run.env.smallMemory : run.env.memory;
}

/** Reads parts and notes their checksums; their memory has been taken. Whoever gets them drops their bytes. */
export async function readBatch(run: Run, ranges: readonly PartRange[]): Promise<ReadPart[]> {
  const reads = await Promise.allSettled(ranges.map((range) => run.memo.source.readPart(range)));
  const parts = reads.flatMap((read) => (read.status === 'fulfilled' ? [read.value] : []));
  const failed = reads.find((read) => read.status === 'rejected');
  if (failed || run.signal.aborted) {
    parts.forEach(dropBytes);
    throw run.signal.aborted ? run.signal.reason : failed?.reason;
  }
  for (const part of parts) run.memo.checksums.set(part.partNumber, part.crc);
  return parts;
}

/** Reads a part for its CRC-32 alone. */
export async function readCrc(run: Run, range: PartRange): Promise<number> {
  const memory = await memoryOf(run).take(range.sizeBytes, run.signal);
  try {
    const parts = await readBatch(run, [range]);
    parts.forEach(dropBytes);
    return parts[0]?.crc ?? 0;
  } finally {
    memory.release();
  }
}

export function planOfSession(session: UploadSession): PartPlan {
  return planOf(session.sizeBytes, session.partSizeBytes);
}

/** The server has given the session, or its key, up. */
export function isEnded(error: unknown): boolean {
  return error instanceof StorageError && error.code === 'upload-ended';
}
