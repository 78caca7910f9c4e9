// oxlint-disable-next-line typescript/triple-slash-reference -- packages that import this file need its types too
/// <reference path="./music-tempo.d.ts" />
import BeatTracking from 'music-tempo/dist/node/BeatTracking.js';
import OnsetDetection from 'music-tempo/dist/node/OnsetDetection.js';
import TempoInduction from 'music-tempo/dist/node/TempoInduction.js';
import { spectralFlux } from './spectral-flux.ts';

/** Half of what a CD has: beats are heard as well, at half the work. */
export const LISTENING_RATE_HZ = 22_050;
/** With fewer beats than this it guesses. */
const MIN_SECONDS = 8;
/** From one value of the spectral flux to the next. */
const STEP_SECONDS = 0.01;

/**
 * Beats a minute of mono samples at `LISTENING_RATE_HZ`, to a tenth; null for what is too short or has no beat.
 * BeatRoot by Simon Dixon. How often it is right: docs/decisions/0053-tempo-and-key.md.
 */
export function estimateTempo(samples: Float32Array): number | null {
  if (samples.length < MIN_SECONDS * LISTENING_RATE_HZ) return null;
  const flux = spectralFlux(samples, LISTENING_RATE_HZ);
  if (flux.every((value) => value === 0)) return null;
  try {
    return bestTempo(flux);
  } catch (error) {
    // It throws texts when there is no beat to follow: noise, speech.
    if (typeof error === 'string') return null;
    throw error;
  }
}

/** The steps of music-tempo's `MusicTempo` after its own spectral flux, which takes six times as long as ours. */
function bestTempo(flux: number[]): number | null {
  OnsetDetection.normalize(flux);
  const onsets = OnsetDetection.findPeaks(flux);
  const seconds = onsets.map((onset) => onset * STEP_SECONDS);
  const clusters = TempoInduction.mergeClusters(TempoInduction.processRhythmicEvents(seconds));
  const tempos = TempoInduction.createTempoList({ ...clusters, ...TempoInduction.calculateScore(clusters) });
  const least = flux.reduce((lowest, value) => Math.min(lowest, value), Infinity);
  const scores = onsets.map((onset) => (flux[onset] ?? least) - least);
  const agents = BeatTracking.trackBeat(seconds, scores, tempos);
  const [first, ...others] = agents;
  if (!first) return null;
  const best = others.reduce((most, agent) => (agent.score > most.score ? agent : most), first);
  const bpm = 60 / best.beatInterval;
  return Number.isFinite(bpm) && bpm > 0 ? Math.round(bpm * 10) / 10 : null;
}
