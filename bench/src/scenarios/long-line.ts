import {
  betterUpload,
  oursInBrowser,
  rawPut,
  tusInBrowser,
  uppy5,
  uppy6,
  uppy6Put,
} from '../contestants/in-browser.ts';
import type { Scenario } from '../harness/scenario.ts';

const MIB = 2 ** 20;

export const longLine: Scenario = {
  id: 'long-line',
  title: 'Browser: 64 MiB over 100 Mbit/s and a round trip of 100 ms',
  line: { megabitsPerSecond: 100, roundTripMs: 100, loss: 0 },
  files: { count: 1, sizeBytes: 64 * MIB },
  warmUp: { count: 1, sizeBytes: MIB },
  contestants: [rawPut, oursInBrowser, uppy5, uppy6, uppy6Put, betterUpload, tusInBrowser],
  speedAims: [
    { than: 'raw-put', factor: 0.95 },
    { than: 'uppy-6', factor: 1.7 },
  ],
  costAims: [],
};
