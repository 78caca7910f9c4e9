import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { FromChild, ToChild } from './serve.ts';

/** A store in another process, which can be killed and measured. */
export interface ChildStore {
  readonly endpoint: string;
  /** SIGKILL: no handler, no farewell. */
  kill(): Promise<void>;
  /** The most memory (resident, bytes) the process had while `work` ran. */
  peakDuring(work: () => Promise<void>): Promise<number>;
}

/** @param maxFileBytes no file can grow beyond it, as on a disk that is full (POSIX only) */
export async function startChildStore(directory: string, maxFileBytes?: number): Promise<ChildStore> {
  const program = [process.execPath, join(import.meta.dirname, 'serve.ts'), directory];
  const limit = maxFileBytes === undefined ? '' : `ulimit -f ${maxFileBytes / 512};`;
  const command = limit === '' ? program : ['sh', '-c', `${limit} exec "$0" "$@"`, ...program];
  const child = spawn(command[0] ?? '', command.slice(1), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ask = (message: ToChild) => child.send(message);
  const answer = async (): Promise<FromChild> => {
    const [message] = await once(child, 'message');
    return message;
  };
  const first = await answer();
  if (!('endpoint' in first)) throw new Error('the child did not tell its endpoint first');
  return {
    endpoint: first.endpoint,
    async kill() {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
    async peakDuring(work) {
      ask('measure');
      await work();
      ask('report');
      const report = await answer();
      return 'peakBytes' in report ? report.peakBytes : 0;
    },
  };
}
