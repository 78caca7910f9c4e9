import { oursInBrowser, rawPut, tusInBrowser, uppy5 } from '../contestants/in-browser.ts';
import type { Scenario } from '../harness/scenario.ts';

const MIB = 2 ** 20;

export const lossyLine: Scenario = {
  id: 'lossy-line',
  title: 'Browser: 32 MiB over a line that loses one packet in a hundred',
  line: { megabitsPerSecond: 100, roundTripMs: 50, loss: 0.01 },
  files: { count: 1, sizeBytes: 32 * MIB },
  warmUp: { count: 1, sizeBytes: MIB },
  contestants: [rawPut, oursInBrowser, uppy5, tusInBrowser],
  speedAims: [
    { than: 'raw-put', factor: 5 },
    { than: 'tus', factor: 5 },
    { than: 'uppy-5', factor: 1.1 },
  ],
  costAims: [],
};
