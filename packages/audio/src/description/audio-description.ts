import { z } from 'zod';

/** What the sound of a file technically is. Stored and sent as JSON. */
export const audioDescription = z.strictObject({
  /** One of `containers.ts`. */
  container: z.string(),
  /** As the contract stores files of this container. */
  contentType: z.string(),
  /** FFmpeg's name: `pcm_s24le`, `mp3`, `aac` … */
  codec: z.string(),
  isLossless: z.boolean(),
  /** Decoded sample frames by the sample rate: the truth. Null until all of it was decoded. */
  durationSeconds: z.number().nonnegative().nullable(),
  /** Samples of each channel that came out of the decoder. */
  sampleFrames: z.number().int().nonnegative().nullable(),
  /** What the header says, which may be wrong; null where it says nothing. */
  headerDurationSeconds: z.number().nonnegative().nullable(),
  sampleRateHz: z.number().int().positive(),
  channels: z.number().int().positive(),
  /** `mono`, `stereo`, `5.1` …; null where nothing says it. */
  channelLayout: z.string().nullable(),
  /** Bits of a stored sample; null for codecs that store none (mp3, aac, Vorbis, Opus). */
  bitDepth: z.number().int().positive().nullable(),
  isFloat: z.boolean(),
  /** Bits a second of the sound, without cover and tags; null where unknown. */
  bitRateBps: z.number().int().nonnegative().nullable(),
});

export type AudioDescription = z.infer<typeof audioDescription>;
