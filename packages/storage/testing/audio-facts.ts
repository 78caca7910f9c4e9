import type { AudioFacts } from '@dawg/contract/wire-audio';

/** Facts as they are found, of three minutes of stereo. */
export function someFacts(
  change: { readonly durationSeconds?: number; readonly title?: string } = {},
): AudioFacts {
  const durationSeconds = change.durationSeconds ?? 180;
  return {
    description: {
      container: 'wav',
      contentType: 'audio/wav',
      codec: 'pcm_s24le',
      isLossless: true,
      durationSeconds,
      sampleFrames: durationSeconds * 48_000,
      headerDurationSeconds: durationSeconds,
      sampleRateHz: 48_000,
      channels: 2,
      channelLayout: 'stereo',
      bitDepth: 24,
      isFloat: false,
      bitRateBps: 2_304_000,
    },
    tags: {
      title: change.title ?? null,
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
    },
    loudness: {
      integratedLufs: -14.2,
      rangeLu: 5.1,
      truePeakDbtp: -1,
      curve: { stepSeconds: 1, momentary: [-15, null], shortTerm: [-16, null] },
    },
    estimates: { tempo: { bpm: 120, source: 'estimate' }, key: null },
    overview: {
      version: 2,
      channels: 1,
      sample_rate: 48_000,
      samples_per_pixel: 4800,
      bits: 8,
      length: 2,
      data: [-10, 12, -128, 127],
    },
  };
}
