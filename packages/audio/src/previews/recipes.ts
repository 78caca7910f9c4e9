/** What a file can be turned into. */
export type Recipe =
  /** For playing in any browser: 192 kbit/s MP3, at most stereo and 48 kHz, constant rate so that seeking is exact. */
  'preview' | 'wav' | 'flac' | 'mp3-320' | 'aac' | 'opus';

export interface RecipeFacts {
  /** What a person calls it. */
  readonly label: string;
  readonly extension: string;
  readonly contentType: string;
}

export const RECIPES = {
  preview: { label: 'Preview', extension: 'mp3', contentType: 'audio/mpeg' },
  wav: { label: 'WAV', extension: 'wav', contentType: 'audio/wav' },
  flac: { label: 'FLAC', extension: 'flac', contentType: 'audio/flac' },
  'mp3-320': { label: 'MP3 320 kbit/s', extension: 'mp3', contentType: 'audio/mpeg' },
  aac: { label: 'AAC 256 kbit/s', extension: 'm4a', contentType: 'audio/mp4' },
  opus: { label: 'Opus 160 kbit/s', extension: 'opus', contentType: 'audio/ogg' },
} as const satisfies Record<Recipe, RecipeFacts>;
