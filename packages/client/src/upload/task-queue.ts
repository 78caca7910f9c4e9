import { SINGLE_PUT_MAX_BYTES } from '@dawg/contract/limits';
import type { UploadTask } from './upload-task.ts';

/** Files in parts that are under way at a time: enough to fill the lanes while one is being completed. */
const MAX_LARGE = 6;

/** Small files under way at a time: their control calls share requests, so the more the better, within a batch. */
const MAX_SMALL = 48;

/** The files that wait for their turn, and how many may be under way. Small and large ones do not wait for each other. */
export class TaskQueue {
  readonly #waiting = new Set<UploadTask>();
  readonly #underWay = new Set<UploadTask>();
  /** Those that were under way, rested, and want to go on. */
  readonly #regaining = new Map<UploadTask, () => void>();

  add(task: UploadTask): void {
    this.#waiting.add(task);
  }

  /** The next task to run, by priority and then age, or null while enough are under way. It has to be ended. */
  start(): UploadTask | null {
    for (;;) {
      const next = this.#next(isLarge, MAX_LARGE) ?? this.#next((task) => !isLarge(task), MAX_SMALL);
      if (!next) return null;
      this.#waiting.delete(next);
      this.#underWay.add(next);
      const goOn = this.#regaining.get(next);
      if (!goOn) return next;
      this.#regaining.delete(next);
      goOn();
    }
  }

  /** It is over, or not wanted any more. */
  end(task: UploadTask): void {
    this.#waiting.delete(task);
    this.#underWay.delete(task);
    this.#regaining.delete(task);
  }

  /** It waits for somebody else, and keeps no other file from its turn meanwhile. */
  rest(task: UploadTask): void {
    this.#underWay.delete(task);
  }

  /** Resolves when a task that rested may go on, at once for one that did not; `start` decides. */
  regain(task: UploadTask): Promise<void> {
    if (this.#underWay.has(task)) return Promise.resolve();
    this.#waiting.add(task);
    return new Promise((goOn) => this.#regaining.set(task, goOn));
  }

  #next(belongs: (task: UploadTask) => boolean, most: number): UploadTask | null {
    let count = 0;
    for (const task of this.#underWay) if (belongs(task)) count += 1;
    if (count >= most) return null;
    let best: UploadTask | null = null;
    for (const task of this.#waiting) {
      if (belongs(task) && (best === null || task.priority > best.priority)) best = task;
    }
    return best;
  }
}

function isLarge({ memo }: UploadTask): boolean {
  return memo.source.sizeBytes > SINGLE_PUT_MAX_BYTES;
}
