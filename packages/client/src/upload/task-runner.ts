import type { StorageError } from '@dawg/contract/storage-error';
import type { StoredFile, UploadRules } from '@dawg/contract/wire';
import { toStorageError } from '../to-storage-error.ts';
import { Budget } from './budget.ts';
import { CallGate } from './call-gate.ts';
import { discardUpload } from './discard-upload.ts';
import { OpenSessions } from './find-session.ts';
import { ItemList } from './item-list.ts';
import { LaneTuner } from './lane-tuner.ts';
import { Lanes } from './lanes.ts';
import { BATCH_BYTES } from './part-batches.ts';
import { rememberRules } from './remember-rules.ts';
import { realPace, wakeable } from './retry.ts';
import { runTask } from './run-task.ts';
import { tellAll } from './tell-all.ts';
import { TaskQueue } from './task-queue.ts';
import { TransferRate } from './transfer-rate.ts';
import type { Turn } from './turns.ts';
import { isUnfinished, type UploadStatus } from './upload-item.ts';
import { startOver } from './upload-memo.ts';
import type { UploadEnvironment, UploadEvents } from './upload-run.ts';
import type { UploadTask } from './upload-task.ts';
import type { UploaderOptions } from './uploader.ts';

/** The uploader's inside: which files are under way, and what the list shows of them. */
export interface TaskRunner {
  readonly list: ItemList;
  readonly tasks: Map<string, UploadTask>;
  show(task: UploadTask, status: UploadStatus): void;
  /** Runs the task when its turn comes. */
  enqueue(task: UploadTask): void;
  /** Ends a task that is not over, by a person's will; what it is to show then. */
  stop(id: string, as: UploadStatus): void;
  /** Goes on with a paused task, also with one that is still being paused. */
  resume(id: string): void;
  /** Takes a task that is over from the list. */
  forget(id: string): void;
  /** A new session for a file whose old one is of no more use; what this item had begun is given back. */
  beginAnew(task: UploadTask): void;
  /** What every file needs to know is asked for at once. */
  askAhead(): void;
  knownRules(): UploadRules | null;
  onStored(listener: (file: StoredFile) => void): () => void;
  wake(): void;
  /** Ends what goes on behind the tasks; the runner may be used again. */
  endLife(): void;
}

/** HTTP requests with control calls of small files under way at a time, of each kind. */
const CALL_GROUPS = 2;

const SMALL_MEMORY_BYTES = 32 * 2 ** 20;

export function createTaskRunner({ client, platform, ...options }: UploaderOptions): TaskRunner {
  const pace = wakeable(options.pace ?? realPace);
  const rate = new TransferRate();
  const list = new ItemList(() => rate.bytesPerSecond);
  const tasks = new Map<string, UploadTask>();
  const queue = new TaskQueue();
  const storedListeners = new Set<(file: StoredFile) => void>();
  let life = new AbortController();
  const lifeNow = () => life.signal;
  const rules = rememberRules(client, pace, lifeNow, options.rules);
  const openSessions = new OpenSessions(client, pace, lifeNow);
  const tuner = new LaneTuner(platform.lanes);
  const env: UploadEnvironment = {
    client,
    rules: rules.get,
    putPart: platform.putPart,
    pace,
    tuner,
    lanes: new Lanes(tuner.lanes),
    memory: new Budget(platform.batches * BATCH_BYTES),
    smallMemory: new Budget(SMALL_MEMORY_BYTES),
    creates: new CallGate(CALL_GROUPS),
    completes: new CallGate(CALL_GROUPS),
    turns: platform.turns,
  };

  const show = (task: UploadTask, status: UploadStatus) => {
    list.set(task.progress.item(task.id, task.memo, task.priority, status));
  };

  const startNext = () => {
    for (let task = queue.start(); task; task = queue.start()) void run(task);
  };

  const enqueue = (task: UploadTask) => {
    show(task, { kind: 'queued' });
    queue.add(task);
    startNext();
  };

  /** One run of one file, and what it ends with. */
  const run = async (task: UploadTask): Promise<void> => {
    const controller = new AbortController();
    task.controller = controller;
    task.stopAs = null;
    task.isResumed = false;
    const turns: Turn[] = [];
    const status = await outcomeOf(task, controller.signal, (turn) => turns.push(turn));
    task.controller = null;
    queue.end(task);
    task.progress.rest();
    show(task, status);
    if (status.kind === 'stored' && !status.isSkipped)
      tellAll(storedListeners, (listener) => listener(status.file));
    if (status.kind === 'paused' && task.isResumed) enqueue(task);
    startNext();
    // Before another tab looks what became of the file.
    if (status.kind === 'cancelled') await giveUp(task);
    for (const turn of turns) turn.release();
  };

  const regainSlot = (task: UploadTask): Promise<void> => {
    const regained = queue.regain(task);
    startNext();
    return regained;
  };

  const giveUp = async (task: UploadTask): Promise<void> => {
    const outcome = await discardUpload(env, task.memo, life.signal);
    if (outcome === 'too-late' && tasks.has(task.id)) enqueue(task); // shows what is stored
  };

  const outcomeOf = async (
    task: UploadTask,
    signal: AbortSignal,
    holdTurn: (turn: Turn) => void,
  ): Promise<UploadStatus> => {
    const { id, memo } = task;
    const priority = () => task.priority;
    try {
      return await runTask(
        { id, env, memo, events: eventsOf(task, signal), signal, priority },
        { openSessions, life: lifeNow, holdTurn, regainSlot: () => regainSlot(task) },
      );
    } catch (thrown) {
      return task.stopAs ?? { kind: 'failed', error: toStorageError(thrown) };
    }
  };

  const eventsOf = (task: UploadTask, signal: AbortSignal): UploadEvents => {
    let shown: UploadStatus = { kind: 'preparing' };
    const change = (status: UploadStatus) => {
      shown = status;
      if (!signal.aborted) show(task, status);
    };
    const waitFor = (status: UploadStatus) => {
      change(status);
      queue.rest(task);
      startNext();
    };
    return {
      settling: () => waitFor({ kind: 'settling' }),
      elsewhere: () => waitFor({ kind: 'elsewhere' }),
      preparing: () => change({ kind: 'preparing' }),
      sending: () => change({ kind: 'sending' }),
      completing: () => change({ kind: 'completing' }),
      waiting: (error: StorageError | null) => {
        if (!signal.aborted) show(task, error ? { kind: 'waiting', error } : shown);
      },
      resumed: (bytes) => task.progress.resume(bytes),
      begunAnew: () => task.progress.restart(),
      progress: (partNumber, sentBytes) => {
        if (signal.aborted) return; // a part that was given up may still have something to say
        const now = pace.now();
        rate.add(task.progress.part(partNumber, sentBytes, now), now);
        show(task, sentBytes > 0 ? shown : (list.get(task.id)?.status ?? shown));
      },
    };
  };

  return {
    list,
    tasks,
    show,
    enqueue,
    stop: (id, as) => {
      const task = tasks.get(id);
      const item = list.get(id);
      if (!task || !item || !isUnfinished(item)) return;
      // Every byte has arrived: it is stored a moment from now, and cannot be called back.
      if (as.kind === 'cancelled' && item.status.kind === 'completing') return;
      if (task.stopAs?.kind === 'cancelled' && task.controller) return;
      task.stopAs = as;
      task.isResumed = false;
      if (task.controller) return task.controller.abort(new Error(`the upload is ${as.kind}`));
      queue.end(task);
      show(task, as);
      if (as.kind === 'cancelled') void giveUp(task);
    },
    resume: (id) => {
      const task = tasks.get(id);
      if (!task) return;
      if (task.controller) task.isResumed = task.stopAs?.kind === 'paused';
      else if (list.get(id)?.status.kind === 'paused') enqueue(task);
    },
    forget: (id) => {
      const task = tasks.get(id);
      const status = list.get(id)?.status;
      // Added again, the file may go on with what has arrived.
      if (status?.kind === 'failed' && task?.memo.session) openSessions.release(task.memo.session.id);
      tasks.delete(id);
      list.delete(id);
    },
    beginAnew: (task) => {
      if (!task.memo.isContinued) void discardUpload(env, { ...task.memo }, life.signal);
      startOver(task.memo);
      task.progress.restart();
    },
    askAhead: () => {
      // In one request, while the files are being looked at; whoever needs an answer asks again and hears of a failure.
      void Promise.allSettled([rules.get(), openSessions.ask()]);
    },
    knownRules: rules.known,
    onStored: (listener) => {
      storedListeners.add(listener);
      return () => storedListeners.delete(listener);
    },
    wake: () => pace.wake(),
    endLife: () => {
      life.abort(new Error('the uploader is closed'));
      life = new AbortController();
      rules.forgetQuestion();
      openSessions.forgetList();
    },
  };
}
