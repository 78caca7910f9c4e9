import { cleanFileName } from '@dawg/contract/file-name';
import type { ErrorCode, StorageError } from '@dawg/contract/storage-error';
import type { StoredFile, UploadRules, UploadSession } from '@dawg/contract/wire';
import type { StorageClient } from '../storage-client.ts';
import { toStorageError } from '../to-storage-error.ts';
import { Budget } from './budget.ts';
import { discardUpload } from './discard-upload.ts';
import { fileProblem } from './check-file.ts';
import { isUnfinished, ItemList } from './item-list.ts';
import { ItemProgress } from './item-progress.ts';
import { putPartByXhr, type PutPart } from './put-part.ts';
import { orAborted, realPace, untilItAnswers, type Pace } from './retry.ts';
import { uploadFile } from './upload-file.ts';
import type { UploadsSnapshot, UploadStatus } from './upload-item.ts';
import { lastModifiedOf, newMemo, randomKey, startOver, type UploadMemo } from './upload-memo.ts';
import type { UploadEnvironment } from './upload-run.ts';

export interface UploaderOptions {
  readonly client: StorageClient;
  /** Files that break them are refused before anything is sent. */
  readonly rules?: UploadRules | undefined;
  /** Parts in flight at a time, over all files. */
  readonly lanes?: number | undefined;
  /** How a part is sent; the browser's way unless a host has another. */
  readonly putPart?: PutPart | undefined;
  readonly pace?: Pace | undefined;
}

export interface AddOptions {
  readonly projectId?: string | undefined;
}

/** The upload engine: files in, progress out; it needs no page and no framework. */
export interface Uploader {
  /**
   * Adds files and begins. A file that the rules refuse appears as failed. A file that an unfinished session of
   * the account matches by name, size and modification time continues that session, from any device.
   */
  add(files: readonly File[], options?: AddOptions): void;
  pause(itemId: string): void;
  resume(itemId: string): void;
  /** Gives the upload up; what was sent is discarded. */
  cancel(itemId: string): void;
  /** Tries a failed item again, where it stopped if its session is still good. */
  retry(itemId: string): void;
  /** Removes an item that is stored, failed or cancelled from the list. */
  dismiss(itemId: string): void;
  dismissFinished(): void;
  /** The same object until something changes, as `useSyncExternalStore` wants it. */
  snapshot(): UploadsSnapshot;
  /** At most ten calls a second. Answers the way to stop. */
  subscribe(listener: () => void): () => void;
  /** Called once for each file stored. Answers the way to stop. */
  onStored(listener: (file: StoredFile) => void): () => void;
  /** Stops everything under way; sessions stay, to be continued later. */
  close(): void;
}

const DEFAULT_LANES = 6; // what browsers open to one host over HTTP/1.1
const MEMORY_BYTES = 96 * 2 ** 20;
const MAX_ACTIVE_FILES = 6;

/** After these a session is of no more use: the next try begins a new one. */
const ENDS_SESSION: ReadonlySet<ErrorCode> = new Set([
  'upload-ended',
  'upload-not-found',
  'idempotency-conflict',
  'checksum-mismatch',
  'file-changed',
]);

interface Task {
  readonly id: string;
  readonly memo: UploadMemo;
  readonly progress: ItemProgress;
  /** Sessions to look for a match in; asked for once for all files added together. */
  readonly openSessions: () => Promise<readonly UploadSession[]>;
  /** Looked for a session of an earlier run; `own` once this item works on one that it began. */
  match: 'open' | 'found' | 'own';
  /** The run under way. */
  controller: AbortController | null;
  /** What a run that was stopped from outside is to show. */
  stopAs: UploadStatus | null;
}

export function createUploader(options: UploaderOptions): Uploader {
  const { client, rules, pace = realPace } = options;
  const list = new ItemList();
  const tasks = new Map<string, Task>();
  const storedListeners = new Set<(file: StoredFile) => void>();
  let life = new AbortController();
  const environment: UploadEnvironment = {
    client,
    pace,
    putPart: options.putPart ?? putPartByXhr,
    lanes: new Budget(options.lanes ?? DEFAULT_LANES),
    memory: new Budget(MEMORY_BYTES),
  };

  const show = (task: Task, status: UploadStatus) => {
    list.set(task.progress.item(task.id, task.memo, status));
  };
  const statusOf = (id: string) => list.get(id)?.status.kind;

  const startNext = () => {
    const active = [...tasks.values()].filter((task) => task.controller !== null).length;
    const queued = [...tasks.values()].filter(
      (task) => statusOf(task.id) === 'queued' && task.controller === null,
    );
    for (const task of queued.slice(0, Math.max(0, MAX_ACTIVE_FILES - active))) void run(task);
  };

  const queue = (task: Task) => {
    show(task, { kind: 'queued' });
    startNext();
  };

  /** One run of one file, and what it ends with. */
  const run = async (task: Task): Promise<void> => {
    const controller = new AbortController();
    task.controller = controller;
    task.stopAs = null;
    const status = await outcomeOf(task, controller.signal);
    task.controller = null;
    task.progress.rest();
    show(task, status);
    if (status.kind === 'stored') for (const listener of storedListeners) listener(status.file);
    if (status.kind === 'cancelled') void discardUpload(environment, task.memo, life.signal);
    startNext();
  };

  const outcomeOf = async (task: Task, signal: AbortSignal): Promise<UploadStatus> => {
    try {
      await matchSession(task, signal);
      const file = await uploadFile(environment, task.memo, eventsOf(task), signal);
      task.progress.finish();
      return { kind: 'stored', file };
    } catch (thrown) {
      return task.stopAs ?? { kind: 'failed', error: toStorageError(thrown) };
    }
  };

  /** Once a file: continues a session that it matches and no other file here has taken. */
  const matchSession = async (task: Task, signal: AbortSignal): Promise<void> => {
    if (task.match !== 'open') return;
    show(task, { kind: 'preparing' });
    const sessions = await orAborted(task.openSessions(), signal);
    const taken = new Set([...tasks.values()].map(({ memo }) => memo.session?.id));
    const found = sessions.find((session) => !taken.has(session.id) && isSameFile(session, task.memo));
    task.memo.session = found ?? null;
    task.match = found ? 'found' : 'own';
  };

  const eventsOf = (task: Task) => {
    let shown: UploadStatus = { kind: 'preparing' };
    const change = (status: UploadStatus) => show(task, (shown = status));
    return {
      preparing: () => change({ kind: 'preparing' }),
      sending: () => change({ kind: 'sending' }),
      completing: () => change({ kind: 'completing' }),
      waiting: (error: StorageError | null) =>
        error ? show(task, { kind: 'waiting', error }) : show(task, shown),
      resumed: (bytes: number) => task.progress.resume(bytes),
      progress: (partNumber: number, sentBytes: number) => {
        task.progress.part(partNumber, sentBytes, pace.now());
        show(task, sentBytes > 0 ? shown : (list.get(task.id)?.status ?? shown));
      },
    };
  };

  const add = (file: File, projectId: string | undefined, openSessions: Task['openSessions']) => {
    const task: Task = {
      id: randomKey(),
      memo: newMemo(file, projectId),
      progress: new ItemProgress(file.size),
      openSessions,
      match: 'open',
      controller: null,
      stopAs: null,
    };
    tasks.set(task.id, task);
    const problem = fileProblem(file, rules);
    if (problem) show(task, { kind: 'failed', error: problem });
    else queue(task);
  };

  const stop = (id: string, status: UploadStatus) => {
    const task = tasks.get(id);
    const item = list.get(id);
    if (!task || !item || !isUnfinished(item)) return;
    task.stopAs = status;
    if (task.controller) return task.controller.abort(new Error(`the upload is ${status.kind}`));
    show(task, status);
    if (status.kind === 'cancelled') void discardUpload(environment, task.memo, life.signal);
  };

  /** A new session for a file whose old one is of no more use; what this item had begun is given back. */
  const beginAnew = (task: Task) => {
    if (task.match === 'own') void discardUpload(environment, { ...task.memo }, life.signal);
    task.match = 'own';
    startOver(task.memo);
    task.progress.resume(0);
  };

  const dismiss = (id: string) => {
    const item = list.get(id);
    if (!item || isUnfinished(item)) return;
    tasks.delete(id);
    list.delete(id);
  };

  return {
    add: (files, { projectId } = {}) => {
      // Under a signal of its own: cancelling one of the files must not end what the others wait for.
      const waiting = { signal: life.signal, pace, onWaiting: () => {} };
      const openSessions = once(() =>
        untilItAnswers((signal) => client.uploads.list.query(undefined, { signal }), toStorageError, waiting),
      );
      for (const file of files) add(file, projectId, openSessions);
    },
    pause: (id) => stop(id, { kind: 'paused' }),
    cancel: (id) => stop(id, { kind: 'cancelled' }),
    resume: (id) => {
      const task = tasks.get(id);
      if (task && statusOf(id) === 'paused') queue(task);
    },
    retry: (id) => {
      const task = tasks.get(id);
      const status = list.get(id)?.status;
      if (!task || status?.kind !== 'failed') return;
      if (ENDS_SESSION.has(status.error.code)) beginAnew(task);
      queue(task);
    },
    dismiss,
    dismissFinished: () => list.snapshot().items.forEach(({ id }) => dismiss(id)),
    snapshot: () => list.snapshot(),
    subscribe: (listener) => list.subscribe(listener),
    onStored: (listener) => {
      storedListeners.add(listener);
      return () => storedListeners.delete(listener);
    },
    close: () => {
      for (const id of tasks.keys()) stop(id, { kind: 'paused' });
      life.abort(new Error('the uploader is closed'));
      life = new AbortController(); // it may be used again
    },
  };
}

function isSameFile(session: UploadSession, { file, projectId }: UploadMemo): boolean {
  return (
    session.fileName === cleanFileName(file.name) &&
    session.sizeBytes === file.size &&
    session.lastModified === (lastModifiedOf(file) ?? null) &&
    session.projectId === (projectId ?? null)
  );
}

/** The first caller asks, the others share its answer; after a failure the next one asks again. */
function once<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let answer: Promise<Answer> | null = null;
  return () => {
    answer ??= ask().catch((error: unknown) => {
      answer = null;
      throw error;
    });
    return answer;
  };
}
