import { z } from 'zod';

/** What the program for peaks sends when the samples have ended. */
export const peaksAnswer = z.object({
  sampleFrames: z.number(),
  peaks: z.object({
    sampleRateHz: z.number(),
    channels: z.number(),
    samplesPerPoint: z.number(),
    length: z.number(),
    values: z.custom<Int16Array>((value) => value instanceof Int16Array),
  }),
});

export type PeaksAnswer = z.infer<typeof peaksAnswer>;
