import { expect, test } from 'vitest';
import { overviewOf } from './overview-of.ts';
import { createPeakMeter } from './peak-meter.ts';
import { waveformSvg } from './waveform-svg.ts';

const meter = createPeakMeter(44_100, 2);
meter.push(new Int16Array(44_100 * 2 * 30).map((_, at) => Math.sin(at / 50_000) * 20_000 * Math.sin(at)));
const overview = overviewOf(meter.finish());

test('a waveform is drawn as one path of numbers, small enough for a list', () => {
  const svg = waveformSvg(overview, { widthPixels: 600, heightPixels: 64 });
  expect(svg).toMatch(
    /^<svg xmlns="[^"]+" viewBox="0 0 600 64"[^>]+><path fill="currentColor" d="M[\d. LZ]+"\/><\/svg>$/,
  );
  expect(svg.length).toBeLessThan(15_000);
});

test('silence is drawn as a line', () => {
  const silence = { ...overview, data: overview.data.map(() => 0) };
  expect(waveformSvg(silence, { widthPixels: 2, heightPixels: 10 })).toContain('d="M0 5L1 5L1 5.5L0 5.5Z"');
});

test('nothing is drawn for no sound', () => {
  const nothing = { ...overview, length: 0, data: [] };
  expect(waveformSvg(nothing, { widthPixels: 100, heightPixels: 10 })).toContain('d=""');
});
