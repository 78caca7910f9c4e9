import { LONG_SECONDS, SAMPLES_PER_POINT, SAMPLES_PER_POINT_LONG, type Peaks } from './peaks.ts';
import { foldPeaks } from './fold-peaks.ts';
import { SAMPLE_FORMATS, type SampleFormatName, type Samples } from './sample-format.ts';

/** 32 MiB of values: many channels at high rates get coarser peaks before they get larger ones. */
const MAX_VALUES = 2 ** 24;

/** Takes samples as they are decoded and keeps their peaks: memory grows by 4 bytes a point and channel. */
export interface PeakMeter {
  /** Samples of each channel so far. */
  readonly sampleFrames: number;
  /** Interleaved samples, whole frames. */
  push(samples: Samples): void;
  finish(): Peaks;
}

/** 256 samples a point; 1,024 above two hours, and so on where there are very many values. */
export function createPeakMeter(
  sampleRateHz: number,
  channels: number,
  format: SampleFormatName = 'int16',
  maxValues = MAX_VALUES,
): PeakMeter {
  const { toInt16, lowest, highest, extremes } = SAMPLE_FORMATS[format];
  const longLength = (LONG_SECONDS * sampleRateHz) / SAMPLES_PER_POINT;
  const factor = SAMPLES_PER_POINT_LONG / SAMPLES_PER_POINT;
  let samplesPerPoint = SAMPLES_PER_POINT;
  let values = new Int16Array(8_192 * channels * 2);
  let length = 0;
  let sampleFrames = 0;
  /** Of the point that is being made. */
  let framesInPoint = 0;
  const { lows, highs } = extremes(channels);
  lows.fill(highest);
  highs.fill(lowest);

  function take(samples: Samples, from: number, frames: number): void {
    const end = from + frames * channels;
    for (let channel = 0; channel < channels; channel += 1) {
      let low = lows[channel] ?? 0;
      let high = highs[channel] ?? 0;
      for (let at = from + channel; at < end; at += channels) {
        const sample = samples[at] ?? 0;
        if (sample < low) low = sample;
        if (sample > high) high = sample;
      }
      lows[channel] = low;
      highs[channel] = high;
    }
  }

  function closePoint(): void {
    if ((length + 1) * channels * 2 > values.length) {
      const larger = new Int16Array(values.length * 2);
      larger.set(values);
      values = larger;
    }
    for (let channel = 0; channel < channels; channel += 1) {
      const at = (length * channels + channel) * 2;
      // Rounding keeps the order of samples, so that only the extremes need it.
      const [low, high] = [lows[channel] ?? 0, highs[channel] ?? 0];
      const isHeard = low <= high; // else there was nothing but "not a number"
      values[at] = isHeard ? toInt16(low) : 0;
      values[at + 1] = isHeard ? toInt16(high) : 0;
    }
    length += 1;
    framesInPoint = 0;
    lows.fill(highest);
    highs.fill(lowest);
    const isLong = samplesPerPoint === SAMPLES_PER_POINT && length > longLength;
    if (length % factor === 0 && (isLong || length * channels * 2 >= maxValues)) coarsen();
  }

  function coarsen(): void {
    const folded = foldPeaks(current(), factor);
    values.set(folded.values);
    length = folded.length;
    samplesPerPoint = folded.samplesPerPoint;
  }

  function current(): Peaks {
    return {
      sampleRateHz,
      channels,
      samplesPerPoint,
      length,
      values: values.subarray(0, length * channels * 2),
    };
  }

  return {
    get sampleFrames() {
      return sampleFrames;
    },
    push(samples) {
      const frames = samples.length / channels;
      let taken = 0;
      while (taken < frames) {
        const run = Math.min(samplesPerPoint - framesInPoint, frames - taken);
        take(samples, taken * channels, run);
        taken += run;
        framesInPoint += run;
        if (framesInPoint === samplesPerPoint) closePoint();
      }
      sampleFrames += frames;
    },
    finish() {
      if (framesInPoint > 0) closePoint();
      return current();
    },
  };
}
