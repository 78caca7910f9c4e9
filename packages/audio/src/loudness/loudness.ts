import { z } from 'zod';

/** The most points of a loudness curve. */
export const CURVE_POINTS = 1_800;

/** Loudness over time, for a chart. Null points are silence, below what the meter hears (−70 LUFS and less). */
export const loudnessCurve = z.strictObject({
  /** From one point to the next. */
  stepSeconds: z.number().positive(),
  /** The loudest momentary (400 ms) value within each step, LUFS. */
  momentary: z.array(z.number().nullable()).max(CURVE_POINTS),
  /** The loudest short-term (3 s) value within each step, LUFS. */
  shortTerm: z.array(z.number().nullable()).max(CURVE_POINTS),
});

/** Loudness by EBU R128 / ITU-R BS.1770-4. Null where there is too little to measure: silence, or under 400 ms. */
export const loudness = z.strictObject({
  /** Of the whole, gated; LUFS. */
  integratedLufs: z.number().nullable(),
  /** Loudness range by EBU Tech 3342; LU. */
  rangeLu: z.number().nullable(),
  /** The highest true peak of any channel; dBTP. Null for digital silence. */
  truePeakDbtp: z.number().nullable(),
  curve: loudnessCurve,
});

export type Loudness = z.infer<typeof loudness>;
export type LoudnessCurve = z.infer<typeof loudnessCurve>;
