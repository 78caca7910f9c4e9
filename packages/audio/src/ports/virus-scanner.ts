import type { StopSignal } from './audio-engine.ts';

export type ScanVerdict =
  | { readonly verdict: 'clean' }
  /** `signature` is the scanner's name for what it found. */
  | { readonly verdict: 'infected'; readonly signature: string }
  /** Not looked at in full; `problem` says why. Neither clean nor infected. */
  | { readonly verdict: 'unscannable'; readonly problem: string };

/**
 * Looks for viruses in a stream. Throws `ScannerUnavailable` when the scanner does not answer or its answer is not
 * understood: a file is only ever clean because a scanner said so of all its bytes. Throws `AudioFailure('stopped')`, and
 * what `bytes` throws.
 */
export interface VirusScanner {
  /** Whether the scanner answers, with its version. Never throws. */
  state(): Promise<{ state: 'ready'; version: string } | { state: 'unavailable'; problem: string }>;
  scan(bytes: AsyncIterable<Uint8Array>, sizeBytes: number, signal: StopSignal): Promise<ScanVerdict>;
}

/** The scanner gave no verdict; the same file can be scanned later. */
export class ScannerUnavailable extends Error {
  override readonly name = 'ScannerUnavailable';
}
