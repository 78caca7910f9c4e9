import { z } from 'zod';

/** What the program that looks at the samples sends when they have ended. */
export const soundAnswer = z.object({
  sampleFrames: z.number(),
  /** 1 is full scale. */
  truePeak: z.number(),
  peaks: z.object({
    sampleRateHz: z.number(),
    channels: z.number(),
    samplesPerPoint: z.number(),
    length: z.number(),
    values: z.custom<Int16Array>((value) => value instanceof Int16Array),
  }),
});

export type SoundAnswer = z.infer<typeof soundAnswer>;
