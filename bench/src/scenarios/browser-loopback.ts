import {
  betterUpload,
  oursInBrowser,
  rawPut,
  tusInBrowser,
  uppy5,
  uppy6,
} from '../contestants/in-browser.ts';
import type { Scenario } from '../harness/scenario.ts';

const MIB = 2 ** 20;

export const browserLoopback: Scenario = {
  id: 'browser-loopback',
  title: 'Browser: 1 GiB over loopback',
  line: 'loopback',
  files: { count: 1, sizeBytes: 1024 * MIB },
  warmUp: { count: 1, sizeBytes: 64 * MIB },
  contestants: [rawPut, oursInBrowser, uppy5, uppy6, betterUpload, tusInBrowser],
  speedAims: [
    { than: 'raw-put', factor: 1 },
    { than: 'uppy-6', factor: 1.5 },
    { than: 'uppy-5', factor: 1 },
    { than: 'better-upload', factor: 1 },
  ],
  costAims: [],
};
