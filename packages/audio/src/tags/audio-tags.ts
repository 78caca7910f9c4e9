import { z } from 'zod';

/** Longest text of one tag in characters; more is cut. */
export const MAX_TAG_LENGTH = 1_000;
/** Longest text kept of a whole document inside a file (iXML, lyrics, coding history). */
export const MAX_DOCUMENT_LENGTH = 64 * 1024;
export const MAX_CUES = 1_000;

const text = z.string().max(MAX_TAG_LENGTH);
const document = z.string().max(MAX_DOCUMENT_LENGTH);

/** Broadcast Wave: the `bext` chunk of EBU Tech 3285. */
export const broadcastWave = z.strictObject({
  description: text,
  originator: text,
  originatorReference: text,
  /** `yyyy-mm-dd` and `hh:mm:ss` as written. */
  originationDate: text,
  originationTime: text,
  /** Sample frames since midnight of the first one. Up to 64 bits, so it is a text of digits. */
  timeReference: z.string().regex(/^\d{1,20}$/),
  codingHistory: document,
});

/** A marker. `seconds` from the beginning of the sound. */
export const cueMarker = z.strictObject({
  id: z.number().int().nonnegative(),
  label: text,
  seconds: z.number().nonnegative(),
});

/** What a file says about itself: texts, never markup and never trusted. Null where it says nothing. */
export const audioTags = z.strictObject({
  title: text.nullable(),
  artist: text.nullable(),
  album: text.nullable(),
  albumArtist: text.nullable(),
  composer: text.nullable(),
  genre: z.array(text).max(16),
  year: z.number().int().nullable(),
  track: z.number().int().nullable(),
  disc: z.number().int().nullable(),
  comment: text.nullable(),
  isrc: text.nullable(),
  /** Beats a minute, with its decimals. */
  bpm: z.number().positive().max(1_000).nullable(),
  /** As written: `Am`, `8A`, `F# minor` … */
  key: text.nullable(),
  broadcast: broadcastWave.nullable(),
  /** The iXML document of a field recorder (http://www.ixml.info), as text. */
  ixml: document.nullable(),
  cues: z.array(cueMarker).max(MAX_CUES),
  /** Whether something was left unread or cut because there is too much of it. */
  isIncomplete: z.boolean(),
});

export type AudioTags = z.infer<typeof audioTags>;
export type BroadcastWave = z.infer<typeof broadcastWave>;
export type CueMarker = z.infer<typeof cueMarker>;

export const NO_TAGS: AudioTags = {
  title: null,
  artist: null,
  album: null,
  albumArtist: null,
  composer: null,
  genre: [],
  year: null,
  track: null,
  disc: null,
  comment: null,
  isrc: null,
  bpm: null,
  key: null,
  broadcast: null,
  ixml: null,
  cues: [],
  isIncomplete: false,
};
