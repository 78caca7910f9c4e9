import type { SignedPart } from '@dawg/contract/wire';

/** Why a part did not arrive. `status` is the store's answer, or null when there was none. */
export class PartNotStoredError extends Error {
  override readonly name = 'PartNotStoredError';
  readonly status: number | null;

  constructor(status: number | null) {
    super(status === null ? 'the store did not answer' : `the store answered ${status}`);
    this.status = status;
  }
}

export interface PutOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (sentBytes: number) => void;
}

/**
 * Sends one part's bytes to its signed URL. Calls `onProgress` with the bytes sent so far. Rejects with
 * `PartNotStoredError`, or with the signal's reason.
 */
export type PutPart = (
  signed: SignedPart,
  bytes: Uint8Array<ArrayBuffer>,
  options: PutOptions,
) => Promise<void>;
