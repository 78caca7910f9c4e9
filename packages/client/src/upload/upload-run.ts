import { planOf, type PartPlan } from '@dawg/contract/part-plan';
import { StorageError } from '@dawg/contract/storage-error';
import type { UploadProgress, UploadSession } from '@dawg/contract/wire';
import type { StorageClient } from '../storage-client.ts';
import { toStorageError } from '../to-storage-error.ts';
import type { Budget } from './budget.ts';
import { readPart, type ReadPart } from './part-source.ts';
import type { PutPart } from './put-part.ts';
import { untilItAnswers, type Pace } from './retry.ts';
import type { UploadMemo } from './upload-memo.ts';

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
export interface Run {
  readonly env: UploadEnvironment;
  readonly memo: UploadMemo;
  readonly events: UploadEvents;
  readonly signal: AbortSignal;
}

/** Asks the server until it answers. */
export function call<Answer>(
  run: Run,
  ask: (signal: AbortSignal) => Promise<Answer>,
  limitMs?: number,
): Promise<Answer> {
  return untilItAnswers(ask, toStorageError, waitingOf(run), limitMs);
}

export function waitingOf({ env, events, signal }: Run) {
  return { signal, pace: env.pace, onWaiting: (error: StorageError | null) => events.waiting(error) };
}

export function getUpload(run: Run, session: UploadSession): Promise<UploadProgress> {
  return call(run, (signal) => run.env.client.uploads.get.query({ sessionId: session.id }, { signal }));
}

/** Reads a part for its checksum alone. */
export async function readOnce(run: Run, plan: PartPlan, partNumber: number): Promise<ReadPart> {
  const release = await run.env.memory.take(plan.partSizeBytes, run.signal);
  try {
    const part = await readPart(run.memo.file, plan, partNumber);
    run.memo.checksums.set(partNumber, part.crc);
    return part;
  } finally {
    release();
  }
}

export function planOfSession(session: UploadSession): PartPlan {
  return planOf(session.sizeBytes, session.partSizeBytes);
}

/** The server has given the session, or its key, up. */
export function isEnded(error: unknown): boolean {
  return error instanceof StorageError && error.code === 'upload-ended';
}
