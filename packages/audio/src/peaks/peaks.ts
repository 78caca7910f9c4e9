/** The finest peaks that are kept, in samples of one channel a point. */
export const SAMPLES_PER_POINT = 256;
/** Above two hours, four times as many: 2 h of stereo are 2.5 MB. */
export const SAMPLES_PER_POINT_LONG = 1_024;
export const LONG_SECONDS = 2 * 3600;

/** The lowest and highest sample of each run of samples, for each channel. */
export interface Peaks {
  readonly sampleRateHz: number;
  readonly channels: number;
  /** Samples of one channel that one point stands for; the last point may stand for fewer. */
  readonly samplesPerPoint: number;
  /** Points of each channel. */
  readonly length: number;
  /** `length × channels × 2` values of 16 bits: point by point, channel by channel, lowest then highest. */
  readonly values: Int16Array;
}
