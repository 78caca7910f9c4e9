import type { Work } from '@dawg/audio/ports/audio-engine';
import { fileURLToPath } from 'node:url';
import type { ChildOrder } from './run-child.ts';

/** Heap of one of our own programs. */
const MAX_HEAP_MEGABYTES = 512;

/**
 * An order for a program of ours in a Node of its own. It may read its own code and nothing else of the disk that is not
 * handed to it, write nothing and start nothing. https://nodejs.org/api/permissions.html
 */
export function nodeProgram(url: URL, work: Work): Omit<ChildOrder, 'stdio'> {
  return {
    command: process.execPath,
    parameters: [
      `--max-old-space-size=${MAX_HEAP_MEGABYTES}`,
      '--permission',
      '--allow-fs-read=*',
      '--no-warnings',
      fileURLToPath(url),
    ],
    searchPath: '',
    limits: { cpuSeconds: work.limits.maxCpuSeconds, memoryBytes: null, outputBytes: 0 },
    maxSeconds: work.limits.maxSeconds,
    signal: work.signal,
  };
}
