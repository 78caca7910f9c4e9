import { createFourier } from './fourier.ts';

/** 46 ms at 22,050 Hz: what a beat sets going is within one. */
const WINDOW = 1_024;

/**
 * How much louder the parts of the spectrum get from one hundredth of a second to the next, for each of them: a beat is
 * where that is high. S. Dixon, "Onset detection revisited", DAFx 2006.
 */
export function spectralFlux(samples: Float32Array, sampleRateHz: number): number[] {
  const fourier = createFourier(WINDOW);
  const length = Math.floor((samples.length / sampleRateHz) * 100);
  const startOf = (frame: number) => Math.round((frame * sampleRateHz) / 100);
  const flux: number[] = [];
  const previous = new Float32Array(WINDOW / 2);
  for (let frame = 0; frame < length; frame += 2) {
    for (const magnitudes of fourier.magnitudesOfTwo(samples, startOf(frame), startOf(frame + 1))) {
      let rise = 0;
      for (let bin = 0; bin < previous.length; bin += 1) {
        const magnitude = magnitudes[bin] ?? 0;
        const change = magnitude - (previous[bin] ?? 0);
        if (change > 0) rise += change;
        previous[bin] = magnitude;
      }
      flux.push(rise);
    }
  }
  return flux;
}
