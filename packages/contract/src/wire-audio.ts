/** How far the work on a version's bytes is. */
export type AnalysisState =
  /** Waits for its turn, or is under way. */
  | 'pending'
  | 'ready'
  /** This installation has nothing that decodes sound; it is done when there is something. */
  | 'no-engine'
  /** It was tried again and again without a verdict. The file is stored all the same. */
  | 'failed';

/** Points of a list's waveform. */
export const WAVEFORM_POINTS = 120;

/** What a list shows of a file's sound. */
export interface AudioSummary {
  readonly state: AnalysisState;
  /** Base64 of `WAVEFORM_POINTS` bytes or fewer: the loudest sample of each stretch of the whole, 255 is full scale. */
  readonly waveform: string | null;
}

/** What the sound technically is. */
export interface AudioDescription {
  readonly container: string;
  readonly contentType: string;
  /** FFmpeg's name: `pcm_s24le`, `mp3`, `aac` … */
  readonly codec: string;
  readonly isLossless: boolean;
  /** Decoded sample frames by the sample rate. */
  readonly durationSeconds: number | null;
  readonly sampleFrames: number | null;
  /** What the header says, which may be wrong. */
  readonly headerDurationSeconds: number | null;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly channelLayout: string | null;
  /** Bits of a stored sample; null for codecs that store none. */
  readonly bitDepth: number | null;
  readonly isFloat: boolean;
  readonly bitRateBps: number | null;
}

/** A marker; `seconds` from the beginning. */
export interface CueMarker {
  readonly id: number;
  readonly label: string;
  readonly seconds: number;
}

/** Broadcast Wave: the `bext` chunk of EBU Tech 3285. */
export interface BroadcastWave {
  readonly description: string;
  readonly originator: string;
  readonly originatorReference: string;
  readonly originationDate: string;
  readonly originationTime: string;
  /** Sample frames since midnight of the first one, as digits. */
  readonly timeReference: string;
  readonly codingHistory: string;
}

/** What the file says about itself: texts, never markup. */
export interface AudioTags {
  readonly title: string | null;
  readonly artist: string | null;
  readonly album: string | null;
  readonly albumArtist: string | null;
  readonly composer: string | null;
  readonly genre: readonly string[];
  readonly year: number | null;
  readonly track: number | null;
  readonly disc: number | null;
  readonly comment: string | null;
  readonly isrc: string | null;
  readonly bpm: number | null;
  readonly key: string | null;
  readonly broadcast: BroadcastWave | null;
  readonly ixml: string | null;
  readonly cues: readonly CueMarker[];
  readonly isIncomplete: boolean;
}

/** Loudness by EBU R128 / ITU-R BS.1770-4; null where there is too little to measure. */
export interface Loudness {
  readonly integratedLufs: number | null;
  readonly rangeLu: number | null;
  readonly truePeakDbtp: number | null;
  /** Over time; null points are silence. */
  readonly curve: {
    readonly stepSeconds: number;
    readonly momentary: readonly (number | null)[];
    readonly shortTerm: readonly (number | null)[];
  };
}

/** Tempo and key: a tag's, or an estimate, which is shown as one. */
export interface Estimates {
  readonly tempo: { readonly bpm: number; readonly source: 'tag' | 'estimate' } | null;
  readonly key: {
    readonly tonic: string;
    readonly mode: 'major' | 'minor';
    readonly source: 'tag' | 'estimate';
  } | null;
}

/** Peaks of the whole in the JSON format of BBC's audiowaveform, version 2: at most 1,800 points, all channels in one. */
export interface OverviewPeaks {
  readonly version: 2;
  readonly channels: number;
  readonly sample_rate: number;
  readonly samples_per_pixel: number;
  readonly bits: 8;
  readonly length: number;
  /** Lowest and highest of each point. */
  readonly data: readonly number[];
}

/** Everything that was found out about the sound. */
export interface AudioFacts {
  readonly description: AudioDescription;
  readonly tags: AudioTags;
  readonly loudness: Loudness;
  readonly estimates: Estimates;
  readonly overview: OverviewPeaks;
}

/** The sound of a file's present version, as far as it is known. */
export interface FileAudio {
  readonly state: AnalysisState;
  readonly facts: AudioFacts | null;
  readonly hasCover: boolean;
}

/** Where a file is played from. */
export interface Playback {
  readonly url: string;
  /** How long it works from now on. */
  readonly lifeSeconds: number;
  readonly contentType: string;
  /** Whether it is a preview that stands in for an original that browsers cannot play. */
  readonly isPreview: boolean;
}

/** Where a cover is shown from, for some minutes. */
export interface CoverUrl {
  readonly url: string;
}

/** A file that was not kept because its bytes are not what is stored here; its space is given back. */
export interface RejectedFile {
  readonly id: string;
  /** What the file was, while it was. */
  readonly fileId: string;
  readonly fileName: string;
  readonly folderPath: string;
  readonly sizeBytes: number;
  readonly code: string;
  /** A sentence for the person: what is the matter and what to do. */
  readonly reason: string;
  readonly rejectedAt: string;
}
