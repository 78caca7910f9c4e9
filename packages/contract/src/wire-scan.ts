/** What is known of viruses in a version's bytes. */
export type ScanState =
  /** Nobody has looked: it was stored while nothing scanned. */
  | 'unasked'
  /** Waits for the scanner's word, and is given to nobody until then. */
  | 'scanning'
  | 'clean'
  /** Quarantined: its owner sees it and can delete it; nobody gets it. */
  | 'infected'
  /** The scanner could not look at all of it. Its owner gets it by saying so; nobody else does. */
  | 'unscannable';

export interface ScanSummary {
  readonly state: ScanState;
  /** What was found, in the scanner's words, or why it could not be looked at. */
  readonly detail: string | null;
}

/** Whether the bytes, and what was made of them, are given to nobody. */
export function isLocked({ state }: ScanSummary): boolean {
  return state === 'scanning' || state === 'infected';
}
