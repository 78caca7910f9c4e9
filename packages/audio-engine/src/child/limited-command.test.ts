import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { limitedCommand } from './limited-command.ts';

test.skipIf(process.platform === 'win32')('a command runs with its limits, and says nothing of them', () => {
  const limits = { cpuSeconds: 7, memoryBytes: 2 ** 30, outputBytes: 5_120 };
  const script = 'ulimit -S -t; ulimit -H -t; ulimit -f; ulimit -c; echo "$1"';
  const { command, parameters } = limitedCommand('/bin/sh', ['-c', script, 'sh', '$(echo a) b'], limits);
  const { stdout, stderr } = spawnSync(command, parameters, { encoding: 'utf8' });
  expect(stdout.split('\n')).toEqual(['7', '12', '10', '0', '$(echo a) b', '']);
  expect(stderr).toBe('');
});
