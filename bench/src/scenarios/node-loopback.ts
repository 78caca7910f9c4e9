import { awsCli, curl, libStorage, libStorageTuned, oursInNode, tusInNode } from '../contestants/in-node.ts';
import type { Scenario } from '../harness/scenario.ts';

const MIB = 2 ** 20;

export const nodeLoopback: Scenario = {
  id: 'node-loopback',
  title: 'Node: 1 GiB over loopback',
  line: 'loopback',
  files: { count: 1, sizeBytes: 1024 * MIB },
  warmUp: { count: 1, sizeBytes: 64 * MIB },
  contestants: [curl, oursInNode, libStorageTuned, libStorage, tusInNode, awsCli],
  speedAims: [
    { than: 'curl', factor: 0.85 },
    { than: 'lib-storage-tuned', factor: 3.5 },
  ],
  costAims: [{ text: 'peak memory', of: 'peakMemoryBytes', most: 100e6 }],
};
