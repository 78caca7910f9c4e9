import type { AnalysisLimits } from '../analysis-limits.ts';
import type { Container } from '../acceptance/containers.ts';
import type { MusicalKey } from '../estimates/estimates.ts';
import type { Loudness } from '../loudness/loudness.ts';
import type { Peaks } from '../peaks/peaks.ts';
import type { Recipe } from '../previews/recipes.ts';

/** What an `AbortSignal` is on every platform, as far as work needs it. */
export interface StopSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** What one piece of work may cost, and how it is stopped. Nothing of it is left behind then. */
export interface Work {
  readonly limits: AnalysisLimits;
  readonly signal: StopSignal;
}

/** A file on this machine's disk, and the only container it may be read as. */
export interface LocalAudio {
  readonly path: string;
  readonly container: Container;
}

export type EngineState =
  | { readonly state: 'ready'; readonly name: string; readonly version: string }
  /** `problem` says to the operator what to do. */
  | { readonly state: 'missing'; readonly problem: string };

/** One stream of a container. */
export interface ProbedStream {
  readonly kind: 'audio' | 'video' | 'other';
  readonly codec: string;
  /** A picture that is attached (a cover), not one that moves. */
  readonly isPicture: boolean;
  readonly sampleRateHz: number | null;
  readonly channels: number | null;
  readonly channelLayout: string | null;
  readonly bitDepth: number | null;
  readonly isFloat: boolean;
  readonly bitRateBps: number | null;
}

export interface Probe {
  /** FFmpeg's names of the format it takes the file for: `mov,mp4,m4a,3gp,3g2,mj2`. */
  readonly formats: readonly string[];
  /** How sure it is of that, of 100. https://ffmpeg.org/doxygen/5.1/group__lavf__decoding.html */
  readonly score: number;
  readonly durationSeconds: number | null;
  readonly bitRateBps: number | null;
  readonly streams: readonly ProbedStream[];
}

export interface Measurements {
  /** Samples of each channel that came out. */
  readonly sampleFrames: number;
  /** Whether there was more than `limits.maxDurationSeconds` allow; then the rest was not decoded. */
  readonly isCut: boolean;
  readonly peaks: Peaks;
  readonly loudness: Loudness;
}

export interface Listening {
  readonly bpm: number | null;
  readonly key: Omit<MusicalKey, 'source'> | null;
}

/** A picture the product may show: re-encoded, bounded in width and height. */
export interface Cover {
  readonly bytes: Uint8Array;
  readonly contentType: 'image/jpeg';
}

/**
 * Decodes and encodes sound, each call in processes of its own that obey `work`: no network, no other file than the one
 * named. Every method but `state` throws `AudioFailure`.
 */
export interface AudioEngine {
  /** Whether there is an engine. Looked for again after a while when there was none; never throws. */
  state(): Promise<EngineState>;

  /** What the container holds; null when it cannot be read as any that is allowed. */
  probe(path: string, work: Work): Promise<Probe | null>;

  /** Decodes the first `seconds` of the first audio stream: the samples of each channel that came out. */
  decodeStart(file: LocalAudio, seconds: number, work: Work): Promise<number>;

  /** Decodes all of it once. Null when the decoder gives up before the first sample. */
  measure(file: LocalAudio, sound: Sound, work: Work): Promise<Measurements | null>;

  /** Listens to the middle of it for tempo and key. */
  listen(file: LocalAudio, durationSeconds: number, work: Work): Promise<Listening>;

  /** Writes the sound as `recipe` says to a file that is not there yet; nothing is left there when it fails. */
  encode(file: LocalAudio, outputPath: string, recipe: Recipe, work: Work): Promise<void>;

  /** A picture that may be shown; null when these bytes are none. */
  encodeCover(picture: Uint8Array, work: Work): Promise<Cover | null>;
}

/** The shape of the samples, as the probe gave it. */
export interface Sound {
  readonly sampleRateHz: number;
  readonly channels: number;
  /** Null where the codec has none. */
  readonly bitDepth: number | null;
  readonly isFloat: boolean;
}
