import { PITCH_NAMES } from '@dawg/audio/estimates/estimates';
import { z } from 'zod';

/** What the program that listens sends. */
export const listenAnswer = z.object({
  bpm: z.number().nullable(),
  key: z.object({ tonic: z.enum(PITCH_NAMES), mode: z.enum(['major', 'minor']) }).nullable(),
});

export type ListenAnswer = z.infer<typeof listenAnswer>;
