/** Why work on a file came to no verdict about the file. */
export type AudioFailureCode =
  /** No engine on this machine: the work can be done when there is one. */
  | 'engine-missing'
  /** Stopped by the caller's signal. */
  | 'stopped'
  /** The wall-clock limit passed: the machine was busy, or the file is made to cost. */
  | 'timed-out'
  /** A limit on CPU time or output was reached, or a decoder crashed: that is the file's doing. */
  | 'too-costly'
  /** A program of ours had no memory left. It holds little of any file, so that a file is not refused for it. */
  | 'out-of-memory'
  /** The engine ended in a way that says nothing about the file (no disk, killed from outside). */
  | 'engine-failed';

/** Work on a file that ended without a verdict. Its message is for logs, not for people. */
export class AudioFailure extends Error {
  override readonly name = 'AudioFailure';
  readonly code: AudioFailureCode;

  constructor(code: AudioFailureCode, problem = '', options: { readonly cause?: unknown } = {}) {
    super(problem ? `${code}: ${problem}` : code, options);
    this.code = code;
  }

  /** Whether the same work may succeed at another time. */
  get isRetryable(): boolean {
    return this.code !== 'too-costly';
  }
}
