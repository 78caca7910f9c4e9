import type { ErrorCode } from '@dawg/contract/storage-error';
import type { OnConflict, StoredFile, UploadRules } from '@dawg/contract/wire';
import type { StorageClient } from '../storage-client.ts';
import { fileProblem } from './check-file.ts';
import type { FileSource } from './file-source.ts';
import type { LaneLimits } from './lane-tuner.ts';
import type { PutPart } from './put-part.ts';
import type { Pace } from './retry.ts';
import { createTaskRunner } from './task-runner.ts';
import type { Turns } from './turns.ts';
import { isUnfinished, type UploadsSnapshot } from './upload-item.ts';
import { newTask } from './upload-task.ts';

/** What an uploader needs of where it runs. */
export interface UploaderPlatform {
  readonly putPart: PutPart;
  readonly turns: Turns;
  /** Parts in flight at a time, over all files. */
  readonly lanes: LaneLimits;
  /**
   * Batches of parts in memory: one that is being sent, and those being read and signed meanwhile. Two at least.
   */
  readonly batches: number;
}

export interface UploaderOptions {
  readonly client: StorageClient;
  readonly platform: UploaderPlatform;
  /** What the installation allows; asked for by `uploads.rules` unless the host knows it already. */
  readonly rules?: (() => Promise<UploadRules>) | undefined;
  readonly pace?: Pace | undefined;
}

export interface AddOptions {
  readonly projectId?: string | undefined;
  /** The folder to upload into; the top unless told. */
  readonly folderId?: string | undefined;
  /** What is done where a name is taken; `keep-both` unless told. */
  readonly onConflict?: OnConflict | undefined;
  /** Higher goes first; what is under way keeps its place. 0 unless told. */
  readonly priority?: number | undefined;
}

/** The upload engine: files in, progress out; it needs no page and no framework. */
export interface Uploader {
  /**
   * Adds files and begins; answers the items' ids. A file that the rules refuse appears as failed. A file that an
   * unfinished session of the account matches by name, folder, size, modification time and `onConflict` continues that
   * session, from any device.
   */
  add(files: readonly FileSource[], options?: AddOptions): string[];
  pause(itemId: string): void;
  resume(itemId: string): void;
  /** Gives the upload up; what was sent is discarded. */
  cancel(itemId: string): void;
  /** Tries a failed item again, where it stopped if its session is still good. */
  retry(itemId: string): void;
  /** Removes an item that is stored, failed or cancelled from the list. */
  dismiss(itemId: string): void;
  pauseAll(): void;
  resumeAll(): void;
  cancelAll(): void;
  /** Retries everything that failed for a reason that may have passed. */
  retryAll(): void;
  dismissFinished(): void;
  /** Higher goes first: among the files that wait, and among the parts of those under way. */
  prioritise(itemId: string, priority: number): void;
  /** Tries at once what is waiting for a server or a store to come back. */
  wake(): void;
  /** The same object until something changes, as `useSyncExternalStore` wants it. */
  snapshot(): UploadsSnapshot;
  /** At most ten calls a second. Answers the way to stop. */
  subscribe(listener: () => void): () => void;
  /** Called once for each file stored, not for one that was skipped. Answers the way to stop. */
  onStored(listener: (file: StoredFile) => void): () => void;
  /** Stops everything under way; sessions stay, to be continued later. */
  close(): void;
}

/** After these a session is of no more use: the next try begins a new one. */
const ENDS_SESSION: ReadonlySet<ErrorCode> = new Set([
  'upload-ended',
  'upload-not-found',
  'idempotency-conflict',
  'checksum-mismatch',
  'file-changed',
  'name-taken',
]);

/** Refusals of the file itself: the same file meets them again, however often it is tried. */
const FINAL: ReadonlySet<ErrorCode> = new Set([
  'file-empty',
  'file-too-large',
  'type-not-allowed',
  'name-invalid',
]);

/** Whether trying a failed upload again makes sense. */
export function canRetry(code: ErrorCode): boolean {
  return !FINAL.has(code);
}

export function createUploader(options: UploaderOptions): Uploader {
  const runner = createTaskRunner(options);
  const { list, tasks } = runner;

  const retry = (id: string) => {
    const task = tasks.get(id);
    const status = list.get(id)?.status;
    if (!task || status?.kind !== 'failed') return;
    if (ENDS_SESSION.has(status.error.code)) runner.beginAnew(task);
    runner.enqueue(task);
  };
  const dismiss = (id: string) => {
    const item = list.get(id);
    if (item && !isUnfinished(item)) runner.forget(id);
  };
  const forEach = (act: (id: string) => void) => [...tasks.keys()].forEach(act);

  return {
    add: (files, { priority = 0, ...options } = {}) => {
      runner.askAhead();
      return files.map((file) => {
        const task = newTask(file, options, priority);
        tasks.set(task.id, task);
        const problem = fileProblem(file, runner.knownRules());
        if (problem) runner.show(task, { kind: 'failed', error: problem });
        else runner.enqueue(task);
        return task.id;
      });
    },
    pause: (id) => runner.stop(id, { kind: 'paused' }),
    resume: (id) => runner.resume(id),
    cancel: (id) => runner.stop(id, { kind: 'cancelled' }),
    retry,
    dismiss,
    pauseAll: () => forEach((id) => runner.stop(id, { kind: 'paused' })),
    resumeAll: () => forEach((id) => runner.resume(id)),
    cancelAll: () => forEach((id) => runner.stop(id, { kind: 'cancelled' })),
    retryAll: () =>
      forEach((id) => {
        const status = list.get(id)?.status;
        if (status?.kind === 'failed' && canRetry(status.error.code)) retry(id);
      }),
    dismissFinished: () => forEach(dismiss),
    prioritise: (id, priority) => {
      const task = tasks.get(id);
      const status = list.get(id)?.status;
      if (!task || !status) return;
      task.priority = priority;
      runner.show(task, status);
    },
    wake: () => runner.wake(),
    snapshot: () => list.snapshot(),
    subscribe: (listener) => list.subscribe(listener),
    onStored: (listener) => runner.onStored(listener),
    close: () => {
      forEach((id) => runner.stop(id, { kind: 'paused' }));
      runner.endLife();
    },
  };
}
