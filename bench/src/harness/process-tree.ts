import { readdirSync, readFileSync } from 'node:fs';

/** What a process and all its descendants have used so far. */
export interface Usage {
  readonly cpuSeconds: number;
  /** Read by system calls. */
  readonly readBytes: number;
  /** Memory of their own and their share of what they share among themselves (PSS), mapped files left out. */
  readonly memoryBytes: number;
}

/** Clock ticks a second in /proc: 100 on every Linux there is. */
const TICKS = 100;

/** Looks at a process and its descendants, by Linux's /proc. */
export function usageOf(root: number): Usage {
  const pids = descendants(root);
  const sum = (of: (pid: number) => number) => pids.reduce((total, pid) => total + of(pid), 0);
  return { cpuSeconds: sum(cpuSeconds), readBytes: sum(readBytes), memoryBytes: sum(memoryBytes) };
}

/** Calls back with the highest memory seen until it is stopped. */
export function watchPeakMemory(root: number): { stop(): number } {
  let peak = 0;
  const look = () => {
    const bytes = descendants(root).reduce((total, pid) => total + memoryBytes(pid), 0);
    peak = Math.max(peak, bytes);
  };
  const timer = setInterval(look, 200);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return peak;
    },
  };
}

function descendants(root: number): number[] {
  const all = [...parents()];
  const found = [root];
  for (const pid of found) for (const [child, parent] of all) if (parent === pid) found.push(child);
  return found;
}

function parents(): Map<number, number> {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return new Map(pids.map((pid) => [Number(pid), Number(statOf(Number(pid))[1] ?? 0)]));
}

function cpuSeconds(pid: number): number {
  const fields = statOf(pid);
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS;
}

/** The fields of /proc/PID/stat from the state on: before it is the name, which may hold anything. */
function statOf(pid: number): string[] {
  return (read(pid, 'stat').split(') ').at(-1) ?? '').split(' ');
}

function readBytes(pid: number): number {
  return Number(/^rchar: (\d+)$/m.exec(read(pid, 'io'))?.[1] ?? 0);
}

function memoryBytes(pid: number): number {
  const matches = read(pid, 'smaps_rollup').matchAll(/^Pss_(?:Anon|Shmem): +(\d+) kB$/gm);
  return [...matches].reduce((sum, [, kib]) => sum + Number(kib) * 1024, 0);
}

/** Empty when the process has ended meanwhile. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
