import { AudioFailure } from '@dawg/audio/audio-failure';
import type { StopSignal } from '@dawg/audio/ports/audio-engine';
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { limitedCommand, type ChildLimits } from './limited-command.ts';

export interface ChildOrder {
  readonly command: string;
  readonly parameters: readonly string[];
  /** Where programs are looked for; nothing else of our environment is passed on. */
  readonly searchPath: string;
  readonly limits: ChildLimits;
  readonly maxSeconds: number;
  readonly signal: StopSignal;
  readonly stdio: StdioOptions;
  readonly workingFolder?: string;
}

export interface ChildEnd {
  readonly exitCode: number;
  /** The last it said on stderr. */
  readonly errors: string;
}

export interface RunningChild {
  readonly process: ChildProcess;
  /** Throws `AudioFailure` when it was stopped, ran into a limit or crashed; an exit code is no failure here. */
  readonly ended: Promise<ChildEnd>;
}

/** What is kept of stderr. */
const MAX_ERROR_LENGTH = 4_096;
/** Signals of a program that met bytes it was not made for. */
const CRASHES = new Set([
  'SIGSEGV',
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGILL',
  'SIGTRAP',
  'SIGXFSZ',
  'SIGXCPU',
]);

/**
 * Starts a program in a process group of its own, with limits. It is killed with all it started when the signal aborts
 * or the time is up; nobody else's Ctrl-C reaches it.
 */
export function startChild(order: ChildOrder): RunningChild {
  if (order.signal.aborted) throw new AudioFailure('stopped');
  const { command, parameters } = limitedCommand(order.command, order.parameters, order.limits);
  const child = spawn(command, parameters, {
    stdio: order.stdio,
    detached: process.platform !== 'win32',
    env: { PATH: order.searchPath, LC_ALL: 'C' },
    windowsHide: true,
    serialization: 'advanced',
    ...(order.workingFolder === undefined ? {} : { cwd: order.workingFolder }),
  });
  stepBack(child);
  return { process: child, ended: endOf(child, order) };
}

/** What people wait for goes first: nobody waits for an analysis. Best effort; some systems do not let us. */
function stepBack({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or may not be told.
  }
}

async function endOf(child: ChildProcess, order: ChildOrder): Promise<ChildEnd> {
  let why: 'stopped' | 'timed-out' | null = null;
  let errors = '';
  const stop = (reason: 'stopped' | 'timed-out') => {
    why ??= reason;
    killGroup(child);
  };
  const onAbort = () => stop('stopped');
  const timer = setTimeout(() => stop('timed-out'), order.maxSeconds * 1_000);
  order.signal.addEventListener('abort', onAbort);
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-MAX_ERROR_LENGTH);
  });
  try {
    const { exitCode, signal } = await closed(child);
    if (why) throw new AudioFailure(why);
    if (OUT_OF_HEAP.test(errors)) throw new AudioFailure('out-of-memory', errors.slice(-300));
    // Not by us: by the kernel, whose memory ended, or by an operator.
    if (signal === 'SIGKILL') throw new AudioFailure('engine-failed', 'killed from outside');
    const isOutOfLimits =
      (signal !== null && CRASHES.has(signal)) || (exitCode !== 0 && OUT_OF_LIMITS.test(errors));
    if (isOutOfLimits) throw new AudioFailure('too-costly', `${signal ?? exitCode} ${errors.slice(-300)}`);
    if (exitCode === null) throw new AudioFailure('engine-failed', `ended by ${signal}`);
    return { exitCode, errors };
  } finally {
    clearTimeout(timer);
    order.signal.removeEventListener('abort', onAbort);
  }
}

/**
 * FFmpeg's own words, its last ones: a file that grew too large, SIGXCPU. Of memory it also speaks where a header is cut
 * off, so that says nothing.
 */
const OUT_OF_LIMITS = /(File too large|received signal 24\.?)\s*$/;

/** What Node says before it aborts. https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib */
const OUT_OF_HEAP = /^FATAL ERROR: .*(out of memory|Allocation failed)/m;

function closed(child: ChildProcess): Promise<{ exitCode: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) =>
      reject(new AudioFailure('engine-failed', error.message, { cause: error })),
    );
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal }));
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // It ended at this moment.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
