import type { AudioDescription } from '../description/audio-description.ts';

/** Beyond this a player's clock and the sound are visibly apart. */
const DURATION_TOLERANCE_SECONDS = 0.25;

/**
 * Whether a file should be played by a preview of it. Browsers play MP3 and AAC in MP4 themselves, everywhere and without
 * loading it whole, unless the header has the duration wrong (MP3 of a variable rate without a Xing header).
 */
export function needsPreview(description: AudioDescription): boolean {
  const { codec, container, channels, sampleRateHz, durationSeconds, headerDurationSeconds } = description;
  const isPlayable = (container === 'mp3' && codec === 'mp3') || (container === 'mp4' && codec === 'aac');
  if (!isPlayable || channels > 2 || sampleRateHz > 48_000) return true;
  if (durationSeconds === null || headerDurationSeconds === null) return true;
  return Math.abs(durationSeconds - headerDurationSeconds) > DURATION_TOLERANCE_SECONDS;
}
