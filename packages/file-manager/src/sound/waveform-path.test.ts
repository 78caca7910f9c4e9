import { expect, test } from 'vitest';
import { levelsOf, overviewLevels, waveformPath } from './waveform-path.ts';

test('a waveform is an outline, mirrored, with a line for silence', () => {
  expect(waveformPath([255, 0])).toBe('M0 0H1L1 49H2L2 51H1L1 100H0Z');
});

test('nothing is drawn of nothing', () => {
  expect(waveformPath([])).toBe('');
});

test('the levels of a list travel as base64', () => {
  expect([...levelsOf('AIL/')]).toEqual([0, 130, 255]);
});

test('no peak of an overview is lost when it has more points than the picture columns', () => {
  const data = Array<number>(3600).fill(0);
  data[3599] = -127;
  const overview = {
    version: 2,
    channels: 1,
    sample_rate: 44_100,
    samples_per_pixel: 256,
    bits: 8,
    length: 1800,
    data,
  } as const;
  const levels = overviewLevels(overview, 400);
  expect(levels).toHaveLength(400);
  expect(levels.at(-1)).toBe(254);
});
