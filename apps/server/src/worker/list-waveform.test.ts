import { expect, test } from 'vitest';
import { listWaveform } from './list-waveform.ts';

const overview = (data: number[]) => ({
  version: 2 as const,
  channels: 1,
  sample_rate: 44_100,
  samples_per_pixel: 256,
  bits: 8 as const,
  length: data.length / 2,
  data,
});

test('a short sound has a point for each of its own', () => {
  expect([...listWaveform(overview([-10, 5, -1, 100, -128, 127, 0, 0]))]).toEqual([20, 200, 255, 0]);
});

test('a long one has 120, and no peak is lost', () => {
  const data = Array<number>(3600).fill(0);
  data[1999] = 90; // the 1000th of 1800 points is in the 67th of 120 stretches
  const waveform = listWaveform(overview(data));
  expect(waveform).toHaveLength(120);
  expect(waveform.indexOf(180)).toBe(66);
});

test('no sound has none', () => {
  expect(listWaveform(overview([]))).toHaveLength(0);
});
