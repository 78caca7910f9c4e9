import { z } from 'zod';

/** What is shorter than this has neither tempo nor key. */
export const MIN_LISTENING_SECONDS = 4;

/** Where a figure is from: the file says it, or the sound was listened to. */
const source = z.enum(['tag', 'estimate']);

export const tempo = z.strictObject({ bpm: z.number().positive(), source });

export const PITCH_NAMES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;

export const musicalKey = z.strictObject({
  tonic: z.enum(PITCH_NAMES),
  mode: z.enum(['major', 'minor']),
  source,
});

/** Tempo and key. What a tag says wins; an estimate is shown as one. Null where neither says anything. */
export const estimates = z.strictObject({
  tempo: tempo.nullable(),
  key: musicalKey.nullable(),
});

export type Tempo = z.infer<typeof tempo>;
export type MusicalKey = z.infer<typeof musicalKey>;
export type Estimates = z.infer<typeof estimates>;
