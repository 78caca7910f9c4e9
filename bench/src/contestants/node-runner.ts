// One upload in a process of its own: `node-runner MODULE JOB` prints what it cost. Loading the module is not counted.
import { readFile } from 'node:fs/promises';
import type { Measured } from '../harness/contestant.ts';
import type { NodeJob, NodeUpload } from './node-upload.ts';

/** Each in a chunk of its own: no contestant pays for another's code. */
const UPLOADS: Readonly<Record<string, () => Promise<{ readonly upload: NodeUpload }>>> = {
  'lib-storage': () => import('./lib-storage.ts'),
  'ours-node': () => import('./ours-node.ts'),
  'tus-node': () => import('./tus-node.ts'),
};

const [moduleName = '', job = ''] = process.argv.slice(2);
const { upload } = (await UPLOADS[moduleName]?.()) ?? {};
if (!upload) throw new Error(`no contestant ${moduleName}`);
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
  peakMemoryBytes: await peakMemory(),
  jsHeapBytes: null,
  longestTaskMs: null,
  readBytes: (await bytesRead()) - readBefore,
  idleLanes: null,
};
console.log(JSON.stringify(measured));
process.exit();

/** By this process's system calls: the file, and little else. */
async function bytesRead(): Promise<number> {
  return numberIn('/proc/self/io', /^rchar: (\d+)$/m);
}

/** Not `resourceUsage().maxRSS`: that begins with what the process had that started this one. */
async function peakMemory(): Promise<number> {
  return (await numberIn('/proc/self/status', /^VmHWM:\s+(\d+) kB$/m)) * 1024;
}

async function numberIn(path: string, pattern: RegExp): Promise<number> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return Number(pattern.exec(text)?.[1] ?? 0);
}
