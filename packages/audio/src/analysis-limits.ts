/** What one piece of work on one file may cost. */
export interface AnalysisLimits {
  /** More sound than this is not stored in one file. A 14 MB FLAC can hold a day of it. */
  readonly maxDurationSeconds: number;
  /** Wall-clock time of one child process. */
  readonly maxSeconds: number;
  /** Processor time of one child process. */
  readonly maxCpuSeconds: number;
  /** Address space of one child process of the engine. */
  readonly maxMemoryBytes: number;
  /** What a child process may write to one file. */
  readonly maxOutputBytes: number;
  /** What tags and headers may be read of a file before the rest of them is left alone. */
  readonly maxHeaderBytes: number;
  readonly maxHeaderReads: number;
}

/** 12 hours decode in about two minutes of one core; loudness doubles that. */
export const DEFAULT_LIMITS: AnalysisLimits = {
  maxDurationSeconds: 12 * 3600,
  maxSeconds: 15 * 60,
  maxCpuSeconds: 10 * 60,
  maxMemoryBytes: 2 * 2 ** 30,
  maxOutputBytes: 8 * 2 ** 30,
  maxHeaderBytes: 8 * 2 ** 20,
  maxHeaderReads: 64,
};
