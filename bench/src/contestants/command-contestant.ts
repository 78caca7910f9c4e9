import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Contestant, Measured, Stage } from '../harness/contestant.ts';
import { watchPeakMemory } from '../harness/process-tree.ts';
import { at } from '../network/place.ts';

export interface CommandContestantOptions extends Pick<Contestant, 'id' | 'name' | 'settings' | 'role'> {
  readonly command: (stage: Stage) => readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Seconds, if the command itself says how long it took; else the process is timed from start to end. */
  readonly secondsIn?: (output: string) => number;
}

/** Prints what its children used when the command is done: the shell's own, so that it is exact and everywhere. */
const WITH_TIMES = '"$@"; code=$?; times >&2; exit $code';

/** A program of the machine's own; absent where it is not installed. */
export function commandContestant(options: CommandContestantOptions): Contestant {
  const { command, environment = {}, secondsIn, ...about } = options;
  return {
    ...about,
    absence: () =>
      spawnSync(about.id, ['--version'], { stdio: 'ignore' }).error ? `${about.id} is not installed` : null,
    upload: async (stage): Promise<Measured> => {
      const { program, parameters } = at(stage.client, ['sh', '-c', WITH_TIMES, 'sh', ...command(stage)]);
      const begun = performance.now();
      const child = spawn(program, parameters, {
        env: { PATH: process.env['PATH'], HOME: stage.scratch, ...environment },
      });
      const memory = watchPeakMemory(child.pid ?? 0);
      const [output, messages] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        child.exitCode ?? once(child, 'exit'),
      ]);
      const seconds = (performance.now() - begun) / 1000;
      const peakMemoryBytes = memory.stop();
      if (child.exitCode !== 0) throw new Error(`${about.name}: ${messages}`);
      return {
        seconds: secondsIn?.(output) ?? seconds,
        cpuSeconds: childrensSeconds(messages),
        peakMemoryBytes,
        jsHeapBytes: null,
        longestTaskMs: null,
        readBytes: null,
        idleLanes: null,
      };
    },
  };
}

/** From the shell's last line, `0m0.01s 0m0.35s`: user and system time of what it started. */
function childrensSeconds(output: string): number {
  const last = output.trim().split('\n').at(-1) ?? '';
  return [...last.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}
