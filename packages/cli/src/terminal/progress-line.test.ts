import { expect, test } from 'vitest';
import { formatBytes, formatDuration } from './format.ts';
import { progressLine } from './progress-line.ts';

const PROGRESS = {
  doneFiles: 3,
  totalFiles: 12,
  doneBytes: 360_000_000,
  totalBytes: 800_000_000,
  bytesPerSecond: 85_000_000,
  secondsLeft: 5.2,
  note: null,
};

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [31_752_044, '31.8 MB'],
  [1_000_000_000, '1 GB'],
])('%i bytes are written %s', (bytes, written) => {
  expect(formatBytes(bytes)).toBe(written);
});

test.each([
  [5.2, '0:06'],
  [245, '4:05'],
  [3723, '1:02:03'],
])('%d seconds are written %s', (seconds, written) => {
  expect(formatDuration(seconds)).toBe(written);
});

test('a line of progress has what a person asks: how far, how fast, how long', () => {
  expect(progressLine(PROGRESS)).toBe(
    `${'━'.repeat(10)}${'╌'.repeat(14)} 45 %  3/12 files  360 MB of 800 MB  85 MB/s  0:06 left`,
  );
});

test('what keeps it waiting is said instead of its speed', () => {
  const line = progressLine({ ...PROGRESS, note: 'waiting for the connection' });
  expect(line).toContain('waiting for the connection');
  expect(line).not.toContain('MB/s');
});

test('one file is not counted, and nothing yet is nothing', () => {
  const line = progressLine({
    ...PROGRESS,
    totalFiles: 1,
    doneBytes: 0,
    totalBytes: 0,
    bytesPerSecond: 0,
    secondsLeft: null,
  });
  expect(line).toBe(`${'╌'.repeat(24)} 0 %  0 bytes of 0 bytes`);
});
