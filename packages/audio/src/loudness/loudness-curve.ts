import { CURVE_POINTS, type LoudnessCurve } from './loudness.ts';

/** What the meter gives for silence and for the time before it has heard enough. */
const SILENCE_LUFS = -70;

/** Takes one value a tick of the meter; memory stays the same however long the sound is. */
export interface CurveRecorder {
  push(momentaryLufs: number, shortTermLufs: number): void;
  finish(): LoudnessCurve;
}

/** Keeps the loudest of each step; when there are more points than a curve has, two steps become one. */
export function recordCurve(tickSeconds: number): CurveRecorder {
  let stepTicks = 1;
  let ticksInPoint = 0;
  let momentary: number[] = [];
  let shortTerm: number[] = [];
  return {
    push(momentaryLufs, shortTermLufs) {
      if (ticksInPoint === 0 && momentary.length === CURVE_POINTS) {
        momentary = halve(momentary);
        shortTerm = halve(shortTerm);
        stepTicks *= 2;
      }
      if (ticksInPoint === 0) {
        momentary.push(momentaryLufs);
        shortTerm.push(shortTermLufs);
      } else {
        momentary.push(Math.max(momentary.pop() ?? momentaryLufs, momentaryLufs));
        shortTerm.push(Math.max(shortTerm.pop() ?? shortTermLufs, shortTermLufs));
      }
      ticksInPoint = (ticksInPoint + 1) % stepTicks;
    },
    finish: () => ({
      stepSeconds: tickSeconds * stepTicks,
      momentary: momentary.map(audible),
      shortTerm: shortTerm.map(audible),
    }),
  };
}

function halve(values: readonly number[]): number[] {
  return Array.from({ length: Math.ceil(values.length / 2) }, (_, k) =>
    Math.max(values[2 * k] ?? SILENCE_LUFS, values[2 * k + 1] ?? SILENCE_LUFS),
  );
}

function audible(lufs: number): number | null {
  return lufs > SILENCE_LUFS ? lufs : null;
}
