import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { at, type Place } from '../network/place.ts';

/**
 * A process of ours that says one line of JSON when it is ready, and one for each line it is told; it ends with its
 * stdin, so that nothing outlives a run. Lines reach into a network namespace, where a URL of ours would not.
 */
export interface LineProcess {
  readonly ready: unknown;
  ask(question: string): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts `command` at a place. Rejects when it ends before it is ready. */
export async function startLineProcess(place: Place, command: readonly string[]): Promise<LineProcess> {
  const { program, parameters } = at(place, command);
  const child = spawn(program, parameters, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${command.join(' ')} ended`);
    return JSON.parse(value);
  };
  return {
    ready: await nextLine(),
    ask: (question) => {
      child.stdin.write(`${question}\n`);
      return nextLine();
    },
    close: () => endOf(child),
  };
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.stdin?.end();
  const timer = setTimeout(() => child.kill(), 3_000);
  await exited;
  clearTimeout(timer);
}
