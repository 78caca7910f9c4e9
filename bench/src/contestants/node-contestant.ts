import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Contestant, Measured } from '../harness/contestant.ts';
import { at } from '../network/place.ts';
import type { NodeJob } from './node-upload.ts';

export interface NodeContestantOptions extends Pick<Contestant, 'id' | 'name' | 'settings' | 'role'> {
  /** The runner's name of it: see `node-runner.ts`. */
  readonly module: string;
  readonly variant?: string;
}

/** A library that runs in Node, in a process of its own for each upload. */
export function nodeContestant({ module, variant = '', ...about }: NodeContestantOptions): Contestant {
  return {
    ...about,
    upload: async ({ client, urls, files, nodeRunner }) => {
      const job: NodeJob = { urls, files, variant };
      const command = [process.execPath, nodeRunner, module, JSON.stringify(job)];
      const { program, parameters } = at(client, command);
      const { stdout } = await promisify(execFile)(program, parameters);
      return JSON.parse(stdout) as Measured; // node-runner's line
    },
  };
}
