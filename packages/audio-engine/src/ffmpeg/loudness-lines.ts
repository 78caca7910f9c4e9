import type { Loudness } from '@dawg/audio/loudness/loudness';
import { recordCurve } from '@dawg/audio/loudness/loudness-curve';

/** FFmpeg's meter speaks every 100 ms. https://ffmpeg.org/ffmpeg-filters.html#ebur128-1 */
const TICK_SECONDS = 0.1;
/** Under this the meter has heard too little: one block of BS.1770. */
const MIN_SECONDS = 0.4;
/** A loudness range needs short-term blocks of 3 s. */
const MIN_RANGE_SECONDS = 3;
/** The absolute gate; what never passes it has no loudness. */
const GATE_LUFS = -70;

/** Reads what the `ebur128` filter says, line by line. */
export interface LoudnessLines {
  push(line: string): void;
  /**
   * Null when the filter never said its summary.
   * @param truePeak found elsewhere; 1 is full scale
   */
  finish(durationSeconds: number, truePeak: number): Loudness | null;
}

/** Only lines of the filter count, and its summary, which comes last: a tag of the file may look like either. */
export function readLoudness(): LoudnessLines {
  const curve = recordCurve(TICK_SECONDS);
  let summary: Map<string, number> | null = null;
  return {
    push(line) {
      if (line.startsWith('[Parsed_ebur128')) {
        if (line.endsWith('] Summary:')) summary = new Map();
        const tick = /\bM:\s*(\S+)\s+S:\s*(\S+)/.exec(line);
        if (tick) curve.push(numberOf(tick[1]), numberOf(tick[2]));
        return;
      }
      const figure = /^\s+(I|LRA):\s+(\S+)/.exec(line);
      if (summary && figure?.[1]) summary.set(figure[1], numberOf(figure[2]));
    },
    finish(durationSeconds, truePeak) {
      if (!summary) return null;
      const [integrated, range] = [summary.get('I'), summary.get('LRA')];
      const isHeard = durationSeconds >= MIN_SECONDS && integrated !== undefined && integrated > GATE_LUFS;
      return {
        integratedLufs: isHeard ? integrated : null,
        rangeLu: isHeard && durationSeconds >= MIN_RANGE_SECONDS ? (range ?? null) : null,
        truePeakDbtp: truePeak > 0 ? Math.round(2_000 * Math.log10(truePeak)) / 100 : null,
        curve: curve.finish(),
      };
    },
  };
}

/** `nan` and `-inf` are silence. */
function numberOf(text: string | undefined): number {
  const value = Number(text);
  return Number.isFinite(value) ? value : -Infinity;
}
