// One upload in a process of its own: `node-runner MODULE JOB` prints what it cost. Loading the module is not counted.
import { readFile } from 'node:fs/promises';
import type { Measured } from '../harness/contestant.ts';
import type { NodeJob, NodeUpload } from './node-upload.ts';

const [moduleName = '', job = ''] = process.argv.slice(2);
const { upload } = (await import(`./${moduleName}.ts`)) as { upload: NodeUpload }; // named by a contestant of ours
const parsed = JSON.parse(job) as NodeJob; // written by node-contestant.ts

const readBefore = await bytesRead();
const cpuBefore = process.cpuUsage();
const begun = performance.now();
await upload(parsed);
const seconds = (performance.now() - begun) / 1000;
const cpu = process.cpuUsage(cpuBefore);
const measured: Measured = {
  seconds,
  cpuSeconds: (cpu.user + cpu.system) / 1e6,
  peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
  jsHeapBytes: null,
  longestTaskMs: null,
  readBytes: (await bytesRead()) - readBefore,
  idleLanes: null,
};
console.log(JSON.stringify(measured));
process.exit();

/** By this process's system calls: the file, and little else. */
async function bytesRead(): Promise<number> {
  const text = await readFile('/proc/self/io', 'utf8').catch(() => '');
  return Number(/^rchar: (\d+)$/m.exec(text)?.[1] ?? 0);
}
