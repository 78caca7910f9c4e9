import { oursInBrowser } from '../contestants/in-browser.ts';
import type { Scenario } from '../harness/scenario.ts';

const GIB = 2 ** 30;
const SIZE_BYTES = 5 * GIB;

/** What our server plans for this size. */
const PARTS = SIZE_BYTES / (8 * 2 ** 20);

export const hugeFile: Scenario = {
  id: 'huge-file',
  title: 'Browser: what 5 GiB costs the page',
  line: 'loopback',
  files: { count: 1, sizeBytes: SIZE_BYTES, isSparse: true },
  warmUp: { count: 1, sizeBytes: 64 * 2 ** 20 },
  contestants: [oursInBrowser],
  speedAims: [],
  costAims: [
    { text: 'JavaScript heap', of: 'jsHeapBytes', most: 50e6 },
    { text: 'longest task (ms; 0 is less than 50)', of: 'longestTaskMs', most: 50 },
    { text: 'bytes read, times the size', of: 'readShare', most: 1.01 },
    { text: 'control requests', of: 'controlRequests', most: 2 + Math.ceil(PARTS / 6) },
    { text: 'lanes idle for want of a signature', of: 'idleLanes', most: 0.02 },
  ],
};
