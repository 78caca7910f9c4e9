import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodePeaks } from './encode-peaks.ts';
import { foldPeaks } from './fold-peaks.ts';
import { overviewOf } from './overview-of.ts';
import { overviewPeaks } from './overview.ts';
import { createPeakMeter } from './peak-meter.ts';

describe('the peak meter', () => {
  test('finds the same peaks however the samples are cut into pieces', () => {
    fc.assert(
      fc.property(
        fc.int16Array({ maxLength: 3_000 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 700 }),
        (samples, channels, piece) => {
          const whole = samples.subarray(0, samples.length - (samples.length % channels));
          const meter = createPeakMeter(44_100, channels);
          for (let at = 0; at < whole.length; at += piece * channels)
            meter.push(whole.subarray(at, at + piece * channels));
          const peaks = meter.finish();
          expect(Array.from(peaks.values)).toEqual(slowly(whole, channels));
          expect(meter.sampleFrames).toBe(whole.length / channels);
        },
      ),
    );
  });

  test.each([
    ['int32', new Int32Array([-65_537, 65_535, 0]), [-2, 0]],
    ['float32', new Float32Array([-1.5, 1.5 / 32_768, 0]), [-32_768, 2]],
    ['float32', new Float32Array([2.5 / 32_768, NaN, 2]), [2, 32_767]],
    ['float32', new Float32Array([NaN]), [0, 0]],
  ] as const)('makes 16 bits of %s samples as FFmpeg does', (format, samples, expected) => {
    const meter = createPeakMeter(44_100, 1, format);
    meter.push(samples);
    expect(Array.from(meter.finish().values)).toEqual(expected);
  });

  test('takes 1,024 samples a point above two hours', () => {
    const rate = 100;
    const meter = createPeakMeter(rate, 1);
    const samples = new Int16Array(rate * 7_300).map((_, at) => (at % 1_024 === 0 ? 1_000 + (at >> 10) : 0));
    meter.push(samples);
    const peaks = meter.finish();
    expect(peaks.samplesPerPoint).toBe(1_024);
    expect(peaks.length).toBe(Math.ceil(samples.length / 1_024));
    expect(Array.from(peaks.values.subarray(0, 6))).toEqual([0, 1_000, 0, 1_001, 0, 1_002]);
  });

  test('gets coarser before it gets large, however many channels there are', () => {
    const meter = createPeakMeter(48_000, 64, 'int16', 10_000);
    for (let second = 0; second < 10; second += 1) meter.push(new Int16Array(64 * 48_000).fill(second));
    const peaks = meter.finish();
    expect(peaks.values.length).toBeLessThan(10_000);
    expect(peaks.values.at(-1)).toBe(9);
  });
});

describe('peaks', () => {
  const meter = createPeakMeter(8_000, 2);
  meter.push(new Int16Array(256 * 2 * 5).map((_, at) => (at % 2 === 0 ? at : -at)));
  const peaks = meter.finish();

  test('are written as audiowaveform writes them, 8 bits towards zero', () => {
    const bytes = encodePeaks(peaks);
    const header = new DataView(bytes.buffer);
    expect([0, 4, 8, 12, 16, 20].map((at) => header.getInt32(at, true))).toEqual([2, 1, 8_000, 256, 5, 2]);
    expect(Array.from(new Int8Array(bytes.buffer, 24))).toEqual(
      Array.from(peaks.values, (value) => (value - (value % 256)) / 256 || 0),
    );
  });

  test('are folded to coarser ones, the last point for what is left', () => {
    const folded = foldPeaks(peaks, 2);
    expect(folded).toMatchObject({ samplesPerPoint: 512, length: 3 });
    expect(folded.values.at(-1)).toBe(peaks.values.at(-1));
  });

  test('have an overview of all channels in one', () => {
    const overview = overviewPeaks.parse(overviewOf(peaks));
    expect(overview).toMatchObject({ channels: 1, length: 5, samples_per_pixel: 256 });
    expect(overview.data.slice(0, 2)).toEqual([-1, 1]);
  });
});

/** Written apart from the meter, for what it should find. */
function slowly(samples: Int16Array, channels: number): number[] {
  const frames = samples.length / channels;
  const found: number[] = [];
  for (let start = 0; start < frames; start += 256)
    for (let channel = 0; channel < channels; channel += 1) {
      const run = Array.from(samples.subarray(start * channels, (start + 256) * channels)).filter(
        (_, at) => at % channels === channel,
      );
      found.push(Math.min(...run), Math.max(...run));
    }
  return found;
}
