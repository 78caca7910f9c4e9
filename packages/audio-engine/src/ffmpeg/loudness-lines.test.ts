import { loudness } from '@dawg/audio/loudness/loudness';
import { expect, test } from 'vitest';
import { readLoudness } from './loudness-lines.ts';

const TICK =
  '[Parsed_ebur128_1 @ 0x5617] t: 0.7 TARGET:-23 LUFS    M: -21.8 S:-120.7     I: -21.8 LUFS  LRA: 0.0 LU';
const SUMMARY = [
  '[Parsed_ebur128_1 @ 0x5617] Summary:',
  '',
  '  Integrated loudness:',
  '    I:         -14.7 LUFS',
  '    Threshold: -24.9 LUFS',
  '',
  '  Loudness range:',
  '    LRA:         5.1 LU',
  '    Threshold: -34.8 LUFS',
];

test('the lines of the meter become loudness with its curve', () => {
  const lines = readLoudness();
  for (const line of [TICK, TICK, ...SUMMARY]) lines.push(line);
  expect(loudness.parse(lines.finish(60, 0.5))).toEqual({
    integratedLufs: -14.7,
    rangeLu: 5.1,
    truePeakDbtp: -6.02,
    curve: { stepSeconds: 0.1, momentary: [-21.8, -21.8], shortTerm: [null, null] },
  });
});

test('a tag that looks like the meter changes nothing', () => {
  const lines = readLoudness();
  for (const line of ['    I:          0.0 LUFS', '    title: [Parsed_ebur128_1 @ 0x1] Summary:', ...SUMMARY])
    lines.push(line);
  expect(lines.finish(60, 0.5)?.integratedLufs).toBe(-14.7);
});

test('a meter that never came to its summary measured nothing', () => {
  const lines = readLoudness();
  for (const line of [TICK, '    I:          0.0 LUFS']) lines.push(line);
  expect(lines.finish(60, 0.5)).toBeNull();
});

test('the curve of a long sound keeps its loudest values in at most 1,800 points', () => {
  const lines = readLoudness();
  for (let tick = 0; tick < 36_000 * 12; tick += 1)
    lines.push(tick === 200_000 ? TICK : TICK.replace('-21.8', '-60.0'));
  for (const line of SUMMARY) lines.push(line);
  const curve = lines.finish(12 * 3600, 0.5)?.curve;
  expect(curve?.momentary.length).toBeLessThanOrEqual(1_800);
  expect(curve?.momentary.length).toBeGreaterThan(800);
  expect(Math.max(...(curve?.momentary ?? []).map(Number))).toBe(-21.8);
});
