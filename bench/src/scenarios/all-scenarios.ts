import type { Scenario } from '../harness/scenario.ts';
import { browserLoopback } from './browser-loopback.ts';
import { hugeFile } from './huge-file.ts';
import { longLine } from './long-line.ts';
import { lossyLine } from './lossy-line.ts';
import { manyFiles } from './many-files.ts';
import { nodeLoopback } from './node-loopback.ts';

/** In the order in which they are run and shown. */
export const ALL_SCENARIOS: readonly Scenario[] = [
  nodeLoopback,
  browserLoopback,
  longLine,
  lossyLine,
  manyFiles,
  hugeFile,
];
