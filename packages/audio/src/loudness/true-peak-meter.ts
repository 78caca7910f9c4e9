import type { Samples } from '../peaks/sample-format.ts';
import { createPeakFilter, TAPS, type PeakFilter } from './peak-filter.ts';

/** Finds the highest true peak of all channels while the samples come; memory does not grow. */
export interface TruePeakMeter {
  /** Interleaved samples, whole frames. */
  push(samples: Samples): void;
  /** In the scale of the samples; 0 for silence. */
  finish(): number;
}

/** Frames that are taken apart into channels at once. */
const STRETCH = 4_096;
/** Samples of one channel that are passed over together. */
const GROUP = 8;
/** The sample before a point, counted from its first tap. */
const BEFORE = TAPS / 2 - 1;
/** The taps that most of a point comes from: they are tried first. */
const INNER_FROM = BEFORE - 3;
const INNER_END = BEFORE + 5;

/**
 * The true peak of ITU-R BS.1770-4, annex 2, at the points where FFmpeg's `ebur128` has it. Most points are far below the
 * highest: those that the samples around them cannot lift above it are passed over. That bound holds for any sound, so
 * what is found is what looking everywhere would find.
 */
export function createTruePeakMeter(sampleRateHz: number, channels: number): TruePeakMeter {
  const filter = createPeakFilter(sampleRateHz);
  const lanes = Array.from({ length: channels }, () => createLane(filter));
  let highest = 0;
  return {
    push(samples) {
      for (let from = 0; from < samples.length; from += STRETCH * channels) {
        const end = Math.min(from + STRETCH * channels, samples.length);
        lanes.forEach((lane, channel) => {
          highest = lane.push(samples, from + channel, end, channels, highest);
        });
      }
    },
    finish() {
      // Behind its last sample is silence.
      const silence = new Int16Array(2 * TAPS + GROUP);
      for (const lane of lanes) highest = lane.push(silence, 0, silence.length, 1, highest);
      return highest;
    },
  };
}

/** The most that parts of a point's sum can be, whatever its position, for samples of 1. */
function boundsOf({ bank, phases }: PeakFilter) {
  const bounds = { pair: 0, besidesPair: 0, besidesInner: 0 };
  for (let phase = 0; phase < phases; phase += 1) {
    const sum = (from: number, end: number) =>
      bank.subarray(phase * TAPS + from, phase * TAPS + end).reduce((total, tap) => total + Math.abs(tap), 0);
    const [all, pair] = [sum(0, TAPS), sum(BEFORE, BEFORE + 2)];
    bounds.pair = Math.max(bounds.pair, pair);
    bounds.besidesPair = Math.max(bounds.besidesPair, all - pair);
    bounds.besidesInner = Math.max(bounds.besidesInner, all - sum(INNER_FROM, INNER_END));
  }
  return bounds;
}

/** One channel. `push` takes every `stride`th sample and the highest point so far, and gives the highest then. */
function createLane(filter: PeakFilter) {
  const { bank, phases, step } = filter;
  const bounds = boundsOf(filter);
  const pairMore = bounds.pair - 1;
  const line = new Float64Array(4 * TAPS + STRETCH);
  /** The loudest sample of each group of the line. */
  const loudest = new Float64Array(line.length / GROUP);
  /** The first `TAPS` samples of the line are past. */
  let filled = TAPS;
  let isBegun = false;
  /** Of the next point, in `phases` of a sample, counted from the sample at `TAPS`. */
  let position = 0;

  function measureGroups(): void {
    for (let group = 0; group < loudest.length; group += 1) {
      let most = 0;
      for (let at = group * GROUP; at < (group + 1) * GROUP; at += 1) {
        const value = Math.abs(line[at] ?? 0);
        if (value > most) most = value;
      }
      loudest[group] = most;
    }
  }

  function passOver(until: number): void {
    if (position < until) position += Math.ceil((until - position) / step) * step;
  }

  /** Looks at the points behind each sample of a group. */
  function look(group: number, highestBefore: number): number {
    let highest = highestBefore;
    const own = Math.max(loudest[group] ?? 0, loudest[group + 1] ?? 0);
    const near = Math.max(own, loudest[group - 2] ?? 0, loudest[group - 1] ?? 0, loudest[group + 2] ?? 0);
    const around = near * bounds.besidesPair;
    const outside = near * bounds.besidesInner;
    const from = group * GROUP;
    let start = (from - TAPS) * phases;
    if (own * bounds.pair + around <= highest) {
      passOver(start + GROUP * phases);
      return highest;
    }
    for (let at = from; at < from + GROUP; at += 1, start += phases) {
      const before = Math.abs(line[at] ?? 0);
      const after = Math.abs(line[at + 1] ?? 0);
      const pair = before > after ? before + pairMore * after : after + pairMore * before;
      if (pair + around <= highest) {
        passOver(start + phases);
        continue;
      }
      for (const first = at - BEFORE; position < start + phases; position += step) {
        const factors = Math.floor(position - start) * TAPS;
        // Loops in place: a function for the three of them takes four times as long.
        let sum = 0;
        for (let tap = INNER_FROM; tap < INNER_END; tap += 1)
          sum += (line[first + tap] ?? 0) * (bank[factors + tap] ?? 0);
        if (Math.abs(sum) + outside <= highest) continue;
        for (let tap = 0; tap < INNER_FROM; tap += 1)
          sum += (line[first + tap] ?? 0) * (bank[factors + tap] ?? 0);
        for (let tap = INNER_END; tap < TAPS; tap += 1)
          sum += (line[first + tap] ?? 0) * (bank[factors + tap] ?? 0);
        if (Math.abs(sum) > highest) highest = Math.abs(sum);
      }
    }
    return highest;
  }

  return {
    push(samples: Samples, from: number, end: number, stride: number, highestBefore: number): number {
      for (let at = from; at < end; at += stride) {
        line[filled] = samples[at] ?? 0;
        filled += 1;
      }
      if (!isBegun && filled < 2 * TAPS + 1) return highestBefore;
      if (!isBegun) {
        isBegun = true;
        // Before its first sample a sound is mirrored, as FFmpeg has it.
        for (let k = 1; k <= TAPS; k += 1) line[TAPS - k] = line[TAPS + k] ?? 0;
      }
      measureGroups();
      let highest = highestBefore;
      let group = TAPS / GROUP;
      for (; (group + 1) * GROUP + TAPS / 2 <= filled; group += 1) highest = look(group, highest);
      const done = group * GROUP - TAPS;
      line.copyWithin(0, done, filled);
      filled -= done;
      position -= done * phases;
      return highest;
    },
  };
}
