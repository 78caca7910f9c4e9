import type { StorageError } from '@dawg/contract/storage-error';
import type { StoredFile } from '@dawg/contract/wire';

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
  status: { kind: 'idle' },
  seconds: 0,
  durationSeconds: 0,
  volume: 1,
  rate: 1,
  isLooping: false,
  hasNext: false,
  hasPrevious: false,
};
