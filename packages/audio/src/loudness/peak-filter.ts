/** Samples that one point between two of them is made of. */
export const TAPS = 32;
/** Points a second, as in FFmpeg's `ebur128`: four times 48 kHz, as BS.1770-4 asks for at least. */
const POINTS_HZ = 192_000;
/** FFmpeg's resampler keeps no more positions between two samples. */
const MAX_PHASES = 1_024;
/** Of the Kaiser window. */
const BETA = 9;

/** Where the points between samples lie, and how each is made of the samples around it. */
export interface PeakFilter {
  /** Positions between two samples. */
  readonly phases: number;
  /** From one point to the next, in `phases` of a sample. */
  readonly step: number;
  /** `phases × TAPS` factors; the sample before the point is at `TAPS / 2 - 1`. */
  readonly bank: Float64Array;
}

/**
 * The filter that FFmpeg's resampler uses (a sinc of 32 samples in a Kaiser window), so that our points are its points.
 * https://ffmpeg.org/doxygen/5.1/libswresample_2resample_8c_source.html
 */
export function createPeakFilter(sampleRateHz: number): PeakFilter {
  const shared = greatestCommon(POINTS_HZ, sampleRateHz);
  const exact = POINTS_HZ / shared;
  const phases = exact <= MAX_PHASES ? exact : MAX_PHASES;
  const step = (sampleRateHz / POINTS_HZ) * phases;
  const bank = new Float64Array(phases * TAPS);
  for (let phase = 0; phase < phases; phase += 1) {
    const taps = Array.from({ length: TAPS }, (_, tap) => factorAt(tap - (TAPS / 2 - 1) - phase / phases));
    const sum = taps.reduce((total, tap) => total + tap, 0);
    bank.set(
      taps.map((tap) => tap / sum),
      phase * TAPS,
    );
  }
  return { phases, step, bank };
}

/** The sinc in its window, so many samples from the point. */
function factorAt(distance: number): number {
  const x = Math.PI * distance;
  const across = (2 * distance) / TAPS;
  return (x === 0 ? 1 : Math.sin(x) / x) * bessel(BETA * Math.sqrt(Math.max(0, 1 - across * across)));
}

/** The modified Bessel function of the first kind, order 0, by its series. */
function bessel(x: number): number {
  let [term, sum] = [1, 1];
  for (let k = 1; term > sum * 1e-16; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommon(a: number, b: number): number {
  return b === 0 ? a : greatestCommon(b, a % b);
}
