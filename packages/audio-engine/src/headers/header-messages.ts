import { audioTags } from '@dawg/audio/tags/audio-tags';
import { z } from 'zod';

const octets = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** From the program that reads headers. */
export const headerMessage = z.union([
  /** It needs bytes. */
  z.object({ ask: z.object({ offset: z.number().int().min(0), length: z.number().int().min(0) }) }),
  z.object({
    found: z.object({
      /** Of bytes that are no container. */
      name: z.string().nullable(),
      tags: audioTags,
      cover: octets.nullable(),
      durationSeconds: z.number().nonnegative().nullable(),
    }),
  }),
]);

export type HeaderMessage = z.infer<typeof headerMessage>;
export type FoundHeader = Extract<HeaderMessage, { found: unknown }>['found'];

/** To it: the bytes it asked for, or null when it has had enough. */
export const bytesMessage = z.object({ bytes: octets.nullable() });
export type BytesMessage = z.infer<typeof bytesMessage>;
