import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPeakFilter, TAPS } from './peak-filter.ts';
import { createTruePeakMeter } from './true-peak-meter.ts';

test.each([8_000, 44_100, 48_000, 96_000, 192_000])(
  'the true peak at %s Hz is what looking at every point finds, however the samples are cut',
  (rate) => {
    fc.assert(
      fc.property(
        fc.int16Array({ minLength: 2 * TAPS, maxLength: 400 }),
        fc.integer({ min: 1, max: 90 }),
        (samples, piece) => {
          const meter = createTruePeakMeter(rate, 1);
          for (let at = 0; at < samples.length; at += piece) meter.push(samples.subarray(at, at + piece));
          expect(meter.finish()).toBeCloseTo(everywhere(samples, rate), 6);
        },
      ),
      { numRuns: 40 },
    );
  },
);

test('the peak between two samples is found: a sine of a quarter of the rate, half way between its samples', () => {
  const meter = createTruePeakMeter(48_000, 2);
  const swell = (at: number) => Math.sin((Math.PI * at) / 9_600);
  const sine = (at: number) => Math.sin((Math.PI / 2) * (at >> 1) + Math.PI / 4);
  meter.push(new Int16Array(9_600).map((_, at) => 10_000 * swell(at) * sine(at)));
  expect(20 * Math.log10(meter.finish() / 10_000)).toBeCloseTo(0, 1);
});

test('silence has none', () => {
  const meter = createTruePeakMeter(44_100, 2);
  meter.push(new Int16Array(44_100));
  expect(meter.finish()).toBe(0);
});

/** Written apart from the meter: every point, and nothing passed over. */
function everywhere(samples: Int16Array, rate: number): number {
  const { bank, phases, step } = createPeakFilter(rate);
  let highest = 0;
  for (let position = 0; position < (samples.length + TAPS) * phases; position += step) {
    const sample = Math.floor(position / phases);
    const factors = Math.floor(position - sample * phases) * TAPS;
    let sum = 0;
    for (let tap = 0; tap < TAPS; tap += 1)
      sum += (samples[Math.abs(sample + tap - (TAPS / 2 - 1))] ?? 0) * (bank[factors + tap] ?? 0);
    highest = Math.max(highest, Math.abs(sum));
  }
  return highest;
}
