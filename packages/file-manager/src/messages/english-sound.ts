import type { AnalysisState } from '@dawg/contract/wire-audio';

const UNKNOWN: Record<Exclude<AnalysisState, 'ready' | 'pending'>, string> = {
  'no-engine':
    'This installation has nothing that decodes sound. The file is stored; it is analysed once FFmpeg is installed.',
  failed: 'The sound could not be analysed. The file is stored as it arrived.',
};

/** What is said of the sound of files, and by the player. */
export const englishSound = {
  column: 'Sound',
  title: 'Sound',
  pending: 'Listening…',
  unknown: 'Not analysed',
  why: UNKNOWN,
  play: (name: string) => `Play ${name}`,
  format: 'Format',
  channels: (amount: number, layout: string | null) =>
    layout ?? (amount === 1 ? 'mono' : amount === 2 ? 'stereo' : `${amount} channels`),
  hertz: (kilohertz: string) => `${kilohertz} kHz`,
  bits: (bits: number, isFloat: boolean) => `${bits} bit${isFloat ? ' float' : ''}`,
  bitRate: (kilobits: string) => `${kilobits} kbit/s`,
  length: 'Length',
  loudness: 'Loudness',
  lufs: (value: string) => `${value} LUFS`,
  range: 'Range',
  lu: (value: string) => `${value} LU`,
  truePeak: 'True peak',
  dbtp: (value: string) => `${value} dBTP`,
  silent: 'Silence',
  tempo: 'Tempo',
  bpm: (value: string) => `${value} BPM`,
  key: 'Key',
  keyName: (tonic: string, mode: 'major' | 'minor') => `${tonic.replace('#', '♯')} ${mode}`,
  estimate: 'estimated',
  estimateHint: 'Listened to, not written in the file: it may be wrong.',
  texts: {
    title: 'Title',
    artist: 'Artist',
    album: 'Album',
    genre: 'Genre',
    year: 'Year',
    comment: 'Comment',
  },
  curve: 'Loudness over time',
  curveText: (loudest: string) =>
    `Short-term loudness over the whole length; ${loudest} LUFS at its loudest.`,
  cover: 'Cover',
  rejectedTitle: (amount: number) =>
    amount === 1 ? 'A file was not kept.' : `${amount.toLocaleString('en')} files were not kept.`,
  rejectedDismiss: 'Understood',
  notKept: 'Not kept: no audio',
  player: {
    label: 'Player',
    play: 'Play',
    pause: 'Pause',
    next: 'Next',
    previous: 'Previous',
    position: 'Position',
    volume: 'Volume',
    rate: 'Speed',
    loop: 'Repeat',
    close: 'Close the player',
    preview: 'Preview',
    failed: 'This cannot be played right now.',
    version: (when: string, decibels: string) => `${decibels} dB · version of ${when}`,
    matched: 'Versions are played equally loud: the louder ones are turned down.',
  },
};
