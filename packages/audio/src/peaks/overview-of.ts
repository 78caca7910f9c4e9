import { to8Bits } from './encode-peaks.ts';
import { foldPeaks } from './fold-peaks.ts';
import { OVERVIEW_POINTS, type OverviewPeaks } from './overview.ts';
import type { Peaks } from './peaks.ts';

/** A whole file at one look: at most `OVERVIEW_POINTS` points, the lowest and highest of all channels. */
export function overviewOf(peaks: Peaks): OverviewPeaks {
  const folded = foldPeaks(peaks, Math.max(1, Math.ceil(peaks.length / OVERVIEW_POINTS)));
  return {
    version: 2,
    channels: 1,
    sample_rate: folded.sampleRateHz,
    samples_per_pixel: folded.samplesPerPoint,
    bits: 8,
    length: folded.length,
    data: Array.from({ length: folded.length }, (_, point) => extremesAt(folded, point)).flat(),
  };
}

function extremesAt({ channels, values }: Peaks, point: number): [number, number] {
  const pairs = values.subarray(point * channels * 2, (point + 1) * channels * 2);
  const lows = pairs.filter((_, index) => index % 2 === 0);
  const highs = pairs.filter((_, index) => index % 2 === 1);
  return [to8Bits(Math.min(...lows)), to8Bits(Math.max(...highs))];
}
