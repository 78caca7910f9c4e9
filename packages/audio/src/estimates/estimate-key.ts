import { MIN_LISTENING_SECONDS, PITCH_NAMES, type MusicalKey } from './estimates.ts';
import { createFourier } from './fourier.ts';

/** How well each pitch class fits a key, from its tonic up. Krumhansl and Kessler, 1982. */
const MAJOR = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88];
const MINOR = [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17];

/** Two samples in one: what is above 5 kHz names no pitch. */
const DECIMATION = 2;
const WINDOW = 8_192;
const HOP = 4_096;
const LOWEST_HZ = 55;
const HIGHEST_HZ = 1_760;

/**
 * The key of mono samples: how loud each pitch class is (chroma), compared with the profiles of the 24 keys. Null for
 * what is too short or has no pitch. How often it is right: docs/decisions/0053-tempo-and-key.md.
 */
export function estimateKey(samples: Float32Array, sampleRateHz: number): Omit<MusicalKey, 'source'> | null {
  if (samples.length < MIN_LISTENING_SECONDS * sampleRateHz) return null;
  const chroma = chromaOf(samples, sampleRateHz);
  if (chroma.every((value) => value === 0)) return null;
  const candidates = PITCH_NAMES.flatMap((tonic, pitch) => {
    const fromTonic = chroma.map((_, k) => chroma[(k + pitch) % 12] ?? 0);
    return [
      { tonic, mode: 'major' as const, fit: correlation(fromTonic, MAJOR) },
      { tonic, mode: 'minor' as const, fit: correlation(fromTonic, MINOR) },
    ];
  });
  const best = candidates.reduce((best, candidate) => (candidate.fit > best.fit ? candidate : best));
  return { tonic: best.tonic, mode: best.mode };
}

/** The loudness of each pitch class, C first. Each window counts the same, however loud it is. */
function chromaOf(samples: Float32Array, sampleRateHz: number): number[] {
  const lower = decimate(samples);
  const rate = sampleRateHz / DECIMATION;
  const fourier = createFourier(WINDOW);
  const first = Math.ceil((LOWEST_HZ * WINDOW) / rate);
  const last = Math.floor((HIGHEST_HZ * WINDOW) / rate);
  const pitchOf = Array.from({ length: last + 1 }, (_, bin) => pitchClass((bin * rate) / WINDOW));
  const chroma = Array.from({ length: 12 }, () => 0);
  const windows = Math.floor((lower.length - WINDOW) / HOP) + 1;
  for (let at = 0; at < windows; at += 2) {
    // Beyond the end there is silence, and that names no pitch.
    const second = at + 1 < windows ? (at + 1) * HOP : lower.length;
    for (const magnitudes of fourier.magnitudesOfTwo(lower, at * HOP, second)) {
      const frame = Array.from({ length: 12 }, () => 0);
      for (let bin = first; bin <= last; bin += 1) {
        const pitch = pitchOf[bin] ?? 0;
        frame[pitch] = (frame[pitch] ?? 0) + (magnitudes[bin] ?? 0);
      }
      const sum = frame.reduce((total, value) => total + value, 0);
      if (sum > 1e-3) frame.forEach((value, pitch) => (chroma[pitch] = (chroma[pitch] ?? 0) + value / sum));
    }
  }
  return chroma;
}

/** The mean of two: a low pass that is good enough below 2 kHz. */
function decimate(samples: Float32Array): Float32Array {
  const lower = new Float32Array(Math.floor(samples.length / DECIMATION));
  for (let k = 0; k < lower.length; k += 1) {
    let sum = 0;
    for (let j = 0; j < DECIMATION; j += 1) sum += samples[k * DECIMATION + j] ?? 0;
    lower[k] = sum / DECIMATION;
  }
  return lower;
}

/** 0 for C; the tempered pitch that is nearest. A4 is 440 Hz. */
function pitchClass(hz: number): number {
  const semitones = Math.round(12 * Math.log2(Math.max(hz, 1) / 440)) + 9;
  return ((semitones % 12) + 12) % 12;
}

function correlation(left: readonly number[], right: readonly number[]): number {
  const [meanLeft, meanRight] = [mean(left), mean(right)];
  let [product, squareLeft, squareRight] = [0, 0, 0];
  left.forEach((value, k) => {
    const [a, b] = [value - meanLeft, (right[k] ?? 0) - meanRight];
    product += a * b;
    squareLeft += a * a;
    squareRight += b * b;
  });
  return product / Math.sqrt(squareLeft * squareRight || 1);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
