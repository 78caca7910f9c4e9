import type { Recipe } from '@dawg/audio/previews/recipes';

/**
 * FFmpeg's output parameters of each recipe. Lossless ones keep rate, channels and depth up to 24 bits; the others are
 * what their formats allow. No tags, no cover, no chapters and no encoder's name go along: what is in them is the
 * product's to write.
 */
export const RECIPE_PARAMETERS = {
  // Constant rate, so that a player finds any second without a table; the Xing header says the exact length.
  preview: ['-c:a', 'libmp3lame', '-b:a', '192k', '-ac', '2', ...atMost(48_000), '-f', 'mp3'],
  // Above 4 GiB the header turns into RF64.
  wav: ['-c:a', 'pcm_s24le', '-rf64', 'auto', '-f', 'wav'],
  flac: ['-c:a', 'flac', '-sample_fmt', 's32', '-bits_per_raw_sample', '24', '-f', 'flac'],
  'mp3-320': ['-c:a', 'libmp3lame', '-b:a', '320k', '-ac', '2', ...atMost(48_000), '-f', 'mp3'],
  // The index in front: it plays while it loads.
  aac: [
    '-c:a',
    'aac',
    '-b:a',
    '256k',
    '-ac',
    '2',
    ...atMost(48_000),
    '-movflags',
    '+faststart',
    '-f',
    'ipod',
  ],
  opus: ['-c:a', 'libopus', '-b:a', '160k', '-ac', '2', '-f', 'ogg'],
} as const satisfies Record<Recipe, readonly string[]>;

/** Keeps the rates that MP3 and AAC both know and takes the highest for others. */
function atMost(highestHz: number): readonly string[] {
  const rates = [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000].filter(
    (rate) => rate <= highestHz,
  );
  return ['-af', `aformat=sample_rates=${rates.join('|')}`];
}
