import type { FileSource } from './file-source.ts';
import { ItemProgress } from './item-progress.ts';
import type { UploadStatus } from './upload-item.ts';
import { newMemo, randomKey, type MemoOptions, type UploadMemo } from './upload-memo.ts';

/** One file of the uploader, and what goes on with it. */
export interface UploadTask {
  readonly id: string;
  readonly memo: UploadMemo;
  readonly progress: ItemProgress;
  /** Higher goes first. */
  priority: number;
  /** The run under way. */
  controller: AbortController | null;
  /** What a run that was stopped from outside is to show. */
  stopAs: UploadStatus | null;
  /** Resumed while the run that was paused is still ending. */
  isResumed: boolean;
}

export function newTask(source: FileSource, options: MemoOptions, priority: number): UploadTask {
  return {
    id: randomKey(),
    memo: newMemo(source, options),
    progress: new ItemProgress(),
    priority,
    controller: null,
    stopAs: null,
    isResumed: false,
  };
}
