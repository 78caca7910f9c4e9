import type { LineOptions } from '../network/open-line.ts';
import type { Contestant } from './contestant.ts';

export interface FileSet {
  readonly count: number;
  readonly sizeBytes: number;
  /** Holes instead of bytes: for files larger than it is worth to write. */
  readonly isSparse?: boolean;
}

/** Ours is to be at least this many times as fast as another. */
export interface SpeedAim {
  readonly than: string;
  readonly factor: number;
}

/** An upper bound for a figure of ours. */
export interface CostAim {
  readonly text: string;
  readonly most: number;
  readonly of:
    'jsHeapBytes' | 'longestTaskMs' | 'idleLanes' | 'controlRequests' | 'peakMemoryBytes' | 'readShare';
}

/** One situation, and who is measured in it. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly line: LineOptions | 'loopback';
  readonly files: FileSet;
  /** What everybody uploads once before the rounds: disks, caches and just-in-time compilers are warm then. */
  readonly warmUp: FileSet;
  readonly contestants: readonly Contestant[];
  readonly speedAims: readonly SpeedAim[];
  readonly costAims: readonly CostAim[];
}
