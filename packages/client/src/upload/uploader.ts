import { cleanFileName } from '@dawg/contract/file-name';
import type { ErrorCode, StorageError } from '@dawg/contract/storage-error';
import type { StoredFile, UploadRules, UploadSession } from '@dawg/contract/wire';
import type { StorageClient } from '../storage-client.ts';
import { toStorageError } from '../to-storage-error.ts';
import { Budget } from './budget.ts';
import { fileProblem } from './check-file.ts';
import { isUnfinished, ItemList } from './item-list.ts';
import { ItemProgress } from './item-progress.ts';
import { putPartByXhr, type PutPart } from './put-part.ts';
import { realPace, untilItAnswers, type Pace } from './retry.ts';
import { uploadFile, type UploadEnvironment, type UploadMemo } from './upload-file.ts';
import type { UploadsSnapshot, UploadStatus } from './upload-item.ts';

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

/** Why a run was stopped from outside. */
class Stopped extends Error {
  readonly status: UploadStatus;
  constructor(status: UploadStatus) {
    super(status.kind);
    this.status = status;
  }
}

interface Task {
  readonly id: string;
  readonly memo: UploadMemo;
  readonly progress: ItemProgress;
  /** Sessions to look for a match in; asked for once for all files added together. */
  readonly openSessions: (signal: AbortSignal) => Promise<readonly UploadSession[]>;
  isMatched: boolean;
  controller: AbortController | null;
}

export function createUploader(options: UploaderOptions): Uploader {
  const { client, rules, pace = realPace } = options;
  const list = new ItemList();
  const tasks = new Map<string, Task>();
  const storedListeners = new Set<(file: StoredFile) => void>();
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
    let status: UploadStatus;
    try {
      await matchSession(task, controller.signal);
      const file = await uploadFile(environment, task.memo, eventsOf(task), controller.signal);
      task.progress.finish();
      status = { kind: 'stored', file };
    } catch (thrown) {
      status = thrown instanceof Stopped ? thrown.status : { kind: 'failed', error: toStorageError(thrown) };
    }
    task.controller = null;
    task.progress.rest();
    show(task, status);
    if (status.kind === 'stored') for (const listener of storedListeners) listener(status.file);
    if (status.kind === 'cancelled') void discard(task);
    startNext();
  };

  /** Once a file: continues a session that it matches and no other file here has taken. */
  const matchSession = async (task: Task, signal: AbortSignal): Promise<void> => {
    if (task.isMatched || task.memo.session) return;
    show(task, { kind: 'preparing' });
    const sessions = await task.openSessions(signal);
    const taken = new Set([...tasks.values()].map(({ memo }) => memo.session?.id));
    task.memo.session =
      sessions.find((session) => !taken.has(session.id) && isSameFile(session, task.memo)) ?? null;
    task.isMatched = true;
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

  /** Tells the server that a cancelled upload may be discarded now, rather than when it expires. */
  const discard = async ({ memo: { session } }: Task): Promise<void> => {
    if (!session) return;
    const waiting = { signal: new AbortController().signal, pace, onWaiting: () => {} };
    const abort = () => client.uploads.abort.mutate({ sessionId: session.id });
    // A refusal means that it has ended already, or that nobody is signed in: then its expiry ends it.
    await Promise.allSettled([untilItAnswers(abort, toStorageError, waiting)]);
  };

  const add = (file: File, projectId: string | undefined, openSessions: Task['openSessions']) => {
    const memo = { file, projectId, idempotencyKey: randomKey(), session: null, checksums: new Map() };
    const progress = new ItemProgress(file.size);
    const task: Task = { id: randomKey(), memo, progress, openSessions, isMatched: false, controller: null };
    tasks.set(task.id, task);
    const problem = fileProblem(file, rules);
    if (problem) show(task, { kind: 'failed', error: problem });
    else queue(task);
  };

  const stop = (id: string, status: UploadStatus) => {
    const task = tasks.get(id);
    const item = list.get(id);
    if (!task || !item || !isUnfinished(item)) return;
    if (task.controller) return task.controller.abort(new Stopped(status));
    show(task, status);
    if (status.kind === 'cancelled') void discard(task);
  };

  const dismiss = (id: string) => {
    const item = list.get(id);
    if (!item || isUnfinished(item)) return;
    tasks.delete(id);
    list.delete(id);
  };

  return {
    add: (files, { projectId } = {}) => {
      const openSessions = once((signal: AbortSignal) =>
        untilItAnswers(() => client.uploads.list.query(), toStorageError, {
          signal,
          pace,
          onWaiting: () => {},
        }),
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
      if (ENDS_SESSION.has(status.error.code)) startOver(task);
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
    },
  };
}

/** A new session under a new key; what was read of the file may not be true any more. */
function startOver({ memo, progress }: Task): void {
  memo.idempotencyKey = randomKey();
  memo.session = null;
  memo.checksums.clear();
  progress.resume(0);
}

function isSameFile(session: UploadSession, { file, projectId }: UploadMemo): boolean {
  return (
    session.fileName === cleanFileName(file.name) &&
    session.sizeBytes === file.size &&
    session.lastModified === file.lastModified &&
    session.projectId === (projectId ?? null)
  );
}

/** 128 random bits. `randomUUID` is missing on pages without TLS, `getRandomValues` is not. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The first caller asks, the others share its answer; after a failure the next one asks again. */
function once<Answer>(
  ask: (signal: AbortSignal) => Promise<Answer>,
): (signal: AbortSignal) => Promise<Answer> {
  let answer: Promise<Answer> | null = null;
  return (signal) => {
    answer ??= ask(signal).catch((error: unknown) => {
      answer = null;
      throw error;
    });
    return answer;
  };
}
