import type { Peaks } from './peaks.ts';

/** The same peaks, coarser: one point for each `factor` of them, the last for what is left. */
export function foldPeaks(peaks: Peaks, factor: number): Peaks {
  const { channels } = peaks;
  const length = Math.ceil(peaks.length / factor);
  const values = new Int16Array(length * channels * 2);
  for (let point = 0; point < length; point += 1) {
    const end = Math.min((point + 1) * factor, peaks.length);
    for (let channel = 0; channel < channels; channel += 1) {
      let [low, high] = [32_767, -32_768];
      for (let from = point * factor; from < end; from += 1) {
        const at = (from * channels + channel) * 2;
        low = Math.min(low, peaks.values[at] ?? low);
        high = Math.max(high, peaks.values[at + 1] ?? high);
      }
      values.set([low, high], (point * channels + channel) * 2);
    }
  }
  return { ...peaks, samplesPerPoint: peaks.samplesPerPoint * factor, length, values };
}
