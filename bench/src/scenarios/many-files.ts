import { betterUploadMany, oursInBrowser, uppy6Form, uppy6Put } from '../contestants/in-browser.ts';
import type { Scenario } from '../harness/scenario.ts';

const FILES = 500;

export const manyFiles: Scenario = {
  id: 'many-files',
  title: `Browser: ${FILES} files of 200 kB, round trip of 100 ms`,
  line: { megabitsPerSecond: 100, roundTripMs: 100, loss: 0 },
  files: { count: FILES, sizeBytes: 200_000 },
  warmUp: { count: 6, sizeBytes: 200_000 },
  contestants: [oursInBrowser, uppy6Put, uppy6Form, betterUploadMany],
  speedAims: [{ than: 'uppy-6-put', factor: 2 }],
  costAims: [{ text: 'control requests', of: 'controlRequests', most: FILES }],
};
