import { thoseThatFit, type Precheck } from '@dawg/client/upload/precheck';

/** What is to be done with files whose name is taken. */
export type OnTaken = 'keep-both' | 'replace' | 'skip';

/** What a person decided: these are uploaded, the others are not. */
export interface PrecheckAnswer<Candidate> {
  readonly ready: readonly Candidate[];
  readonly taken: readonly Candidate[];
  /** For those in `taken`; none are there when it is `skip`. */
  readonly onTaken: OnTaken;
}

/** What a decision comes to, before it is made. */
export interface PrecheckOutlook<Candidate> {
  readonly answer: PrecheckAnswer<Candidate>;
  /** Files that would go up. */
  readonly amount: number;
  /** All that are wanted fit. */
  readonly isAll: boolean;
  /** Bytes that all wanted files need; one that replaces needs its own in full, for what it replaces is kept. */
  readonly neededBytes: number;
}

export function answerOf<Candidate>(
  { ready, taken, availableBytes, neededBytes }: Precheck<Candidate>,
  onTaken: OnTaken,
): PrecheckOutlook<Candidate> {
  const isTaken = new Set(taken);
  const needs = (file: Candidate) => neededBytes(file, isTaken.has(file) ? onTaken : 'keep-both');
  const wanted = onTaken === 'skip' ? ready : [...ready, ...taken];
  const fitting = thoseThatFit(wanted, needs, availableBytes);
  return {
    answer: {
      ready: fitting.filter((file) => !isTaken.has(file)),
      taken: fitting.filter((file) => isTaken.has(file)),
      onTaken,
    },
    amount: fitting.length,
    isAll: fitting.length === wanted.length,
    neededBytes: wanted.reduce((sum, file) => sum + needs(file), 0),
  };
}
