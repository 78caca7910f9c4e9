// oxlint-disable-next-line typescript/triple-slash-reference -- packages that import this file need its types too
/// <reference path="./music-tempo.d.ts" />
import MusicTempo from 'music-tempo';

/** The rate that music-tempo's defaults are made for: a hop of 441 samples is its 10 ms. */
export const LISTENING_RATE_HZ = 44_100;
/** With fewer beats than this it guesses. */
const MIN_SECONDS = 8;

/**
 * Beats a minute of mono samples at `LISTENING_RATE_HZ`, to a tenth; null for what is too short or has no beat.
 * BeatRoot by Simon Dixon. How often it is right: docs/decisions/0053-tempo-and-key.md.
 */
export function estimateTempo(samples: Float32Array): number | null {
  if (samples.length < MIN_SECONDS * LISTENING_RATE_HZ) return null;
  try {
    const bpm = Number(new MusicTempo(samples).tempo);
    return Number.isFinite(bpm) && bpm > 0 ? Math.round(bpm * 10) / 10 : null;
  } catch (error) {
    // It throws texts when there is no beat to follow: silence, noise, speech.
    if (typeof error === 'string') return null;
    throw error;
  }
}
