import type { StorageError } from '@dawg/contract/storage-error';
import type { StoredFile } from '@dawg/contract/wire';

/** Which of a file's versions is heard, and how loud beside the others. */
export interface Take {
  readonly versionId: string;
  /** When its bytes came. ISO 8601. */
  readonly uploadedAt: string;
  /** What its samples are multiplied with, from 0 to 1, so that what is compared is equally loud. */
  readonly gain: number;
}

export type PlayerStatus =
  | { readonly kind: 'idle' }
  /** On its way to the first sound, or waiting for bytes. */
  | { readonly kind: 'loading' }
  | { readonly kind: 'playing' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'failed'; readonly error: StorageError | null };

/** What a component shows. Replaced, never changed in place. */
export interface PlayerSnapshot {
  readonly file: StoredFile | null;
  /** Null for the present version as it is. */
  readonly take: Take | null;
  readonly status: PlayerStatus;
  readonly seconds: number;
  readonly durationSeconds: number;
  /** From 0 to 1. */
  readonly volume: number;
  /** 1 is as recorded. */
  readonly rate: number;
  readonly isLooping: boolean;
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
}

/** Before anything is played, and after it was stopped. */
export const SILENT: PlayerSnapshot = {
  file: null,
  take: null,
  status: { kind: 'idle' },
  seconds: 0,
  durationSeconds: 0,
  volume: 1,
  rate: 1,
  isLooping: false,
  hasNext: false,
  hasPrevious: false,
};
