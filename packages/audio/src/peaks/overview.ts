import { z } from 'zod';

/** The most points of an overview: one for each pixel of a wide screen. */
export const OVERVIEW_POINTS = 1_800;

/**
 * Peaks for a whole file at one look, all channels in one: small enough for a list. JSON in the data format of BBC's
 * audiowaveform, version 2, which waveform-data, peaks.js and wavesurfer.js read.
 * https://github.com/bbc/audiowaveform/blob/master/doc/DataFormat.md
 */
export const overviewPeaks = z.strictObject({
  version: z.literal(2),
  channels: z.number().int().positive(),
  sample_rate: z.number().int().positive(),
  samples_per_pixel: z.number().int().positive(),
  bits: z.literal(8),
  length: z.number().int().nonnegative(),
  data: z.array(z.number().int().min(-128).max(127)),
});

export type OverviewPeaks = z.infer<typeof overviewPeaks>;
