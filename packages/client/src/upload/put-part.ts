import type { SignedPart } from '@dawg/contract/wire';

/** Why a part did not arrive. */
export class PartNotStoredError extends Error {
  override readonly name = 'PartNotStoredError';
  /** The store's answer, or null when there was none. */
  readonly status: number | null;
  /** How long the store asks to be left alone; 0 when it asks for nothing, or may not be heard (CORS). */
  readonly retryAfterMs: number;

  constructor(status: number | null, retryAfterMs = 0) {
    super(status === null ? 'the store did not answer' : `the store answered ${status}`);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
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
