import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '@dawg/audio/analysis-limits';
import { nodeProgram } from './node-program.ts';
import { startChild } from './run-child.ts';

test.runIf(process.platform === 'linux')('a child steps back behind what people wait for', async () => {
  const child = startChild({
    command: 'sleep',
    parameters: ['5'],
    searchPath: '/usr/bin:/bin',
    limits: { cpuSeconds: 5, memoryBytes: DEFAULT_LIMITS.maxMemoryBytes, outputBytes: 0 },
    maxSeconds: 10,
    signal: new AbortController().signal,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // proc(5): what follows the name in parentheses begins with the third field; nice is the nineteenth.
  const [, fields = ''] = readFileSync(`/proc/${child.process.pid}/stat`, 'utf8').split(') ');
  expect(Number(fields.split(' ')[16])).toBe(10);
  child.process.kill('SIGKILL');
  await expect(child.ended).rejects.toThrow();
});

test.each([
  [
    'ran out of its memory',
    'out-of-memory',
    '--max-old-space-size=20',
    'const all = []; for (;;) all.push(new Array(1e5).fill(all.length))',
  ],
  ['was killed by somebody else', 'engine-failed', '--no-warnings', 'process.kill(process.pid, "SIGKILL")'],
])(
  'a program that %s says nothing about the file: its work may be tried again',
  async (_, code, option, script) => {
    const work = { limits: DEFAULT_LIMITS, signal: new AbortController().signal };
    const order = nodeProgram(new URL(import.meta.url), work);
    const child = startChild({
      ...order,
      parameters: [option, '-e', script],
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await expect(child.ended).rejects.toMatchObject({ code, isRetryable: true });
  },
);
