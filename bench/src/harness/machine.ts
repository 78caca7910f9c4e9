import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { CHROMIUM } from '../contestants/launch-chromium.ts';

/** What the figures depend on beside the code. */
export interface Machine {
  readonly date: string;
  readonly hardware: string;
  readonly system: string;
  readonly versions: Readonly<Record<string, string>>;
}

const LIBRARIES = [
  'uppy-core-5',
  'uppy-aws-s3-5',
  'uppy-core-6',
  'uppy-aws-s3-6',
  '@aws-sdk/lib-storage',
  'tus-js-client',
  '@tus/server',
  '@better-upload/client',
  '@better-upload/server',
];

export function describeMachine(): Machine {
  const model = cpus()[0]?.model.trim() || 'unknown processor';
  const gib = (totalmem() / 2 ** 30).toFixed(0);
  return {
    date: new Date().toISOString().slice(0, 16).replace('T', ' ') + ' UTC',
    hardware: `${availableParallelism()} × ${model}, ${gib} GiB`,
    system: `${type()} ${release()}`,
    versions: {
      Node: process.version,
      Chromium: wordIn(CHROMIUM, 1),
      curl: wordIn('curl', 1),
      'AWS CLI': wordIn('aws', 0).replace('aws-cli/', ''),
      ...Object.fromEntries(LIBRARIES.map((name) => [name, versionOf(name)])),
    },
  };
}

/** A word of what a program says of its version. */
function wordIn(program: string, index: number): string {
  try {
    const output = execFileSync(program, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return output.split(' ')[index] ?? 'unknown';
  } catch {
    return 'absent';
  }
}

/** Of the copy that is installed here, whatever the alias. */
function versionOf(library: string): string {
  const require = createRequire(import.meta.url);
  const path = require.resolve.paths(library)?.find((folder) => exists(`${folder}/${library}/package.json`));
  if (!path) return 'absent';
  const manifest: { version?: string } = JSON.parse(readFileSync(`${path}/${library}/package.json`, 'utf8'));
  return manifest.version ?? 'unknown';
}

function exists(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}
