import type { BytesToAnalyse, StopSignal, Verdict } from './audio-analyst.ts';

/** Whether something scans for viruses here. */
export type ScannerState =
  | { readonly kind: 'off' }
  | { readonly kind: 'unavailable' }
  /** `version` changes with the scanner and with its signatures. */
  | { readonly kind: 'ready'; readonly version: string };

export type ScanVerdict =
  | { readonly kind: 'clean' }
  | { readonly kind: 'infected'; readonly signature: string }
  | { readonly kind: 'unscannable'; readonly problem: string }
  /** The scanner has not said anything: it is asked again later. */
  | { readonly kind: 'unavailable' };

/** Looks at bytes, in whatever order it is asked; they are fetched once for all of it. */
export interface Inspection {
  /** `keepsBytes`: they are to be analysed next. Throws what reading the bytes throws, and when it is stopped. */
  scan(how: { readonly keepsBytes: boolean }): Promise<ScanVerdict>;
  /** Throws where there is no verdict; the same bytes may be asked about again. */
  analyse(): Promise<Verdict>;
  /** Lets go of the bytes. */
  end(): Promise<void>;
}

/** Finds out what bytes are, and whether there is a virus in them. */
export interface Inspector {
  scanner(): Promise<ScannerState>;
  /** `signal` ends the work without a verdict. Fetches nothing yet. */
  begin(bytes: BytesToAnalyse, signal: StopSignal): Inspection;
}
