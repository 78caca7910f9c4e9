import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Contestant, Measured } from '../harness/contestant.ts';
import { at } from '../network/place.ts';
import type { NodeJob } from './node-upload.ts';

const RUNNER = fileURLToPath(new URL('node-runner.ts', import.meta.url));

export interface NodeContestantOptions extends Pick<Contestant, 'id' | 'name' | 'settings' | 'role'> {
  /** The file beside this one that exports `upload`. */
  readonly module: string;
  readonly variant?: string;
}

/** A library that runs in Node, in a process of its own for each upload. */
export function nodeContestant({ module, variant = '', ...about }: NodeContestantOptions): Contestant {
  return {
    ...about,
    upload: async ({ client, urls, files }) => {
      const job: NodeJob = { urls, files, variant };
      const command = [process.execPath, RUNNER, module, JSON.stringify(job)];
      const { program, parameters } = at(client, command);
      const { stdout } = await promisify(execFile)(program, parameters);
      return JSON.parse(stdout) as Measured; // node-runner's line
    },
  };
}
