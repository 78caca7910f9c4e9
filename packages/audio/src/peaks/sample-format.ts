export type Samples = Int16Array | Int32Array | Float32Array;

/** How samples lie in memory, little-endian, and what they are in 16 bits: what FFmpeg's converter makes of them. */
export interface SampleFormat {
  readonly bytes: number;
  /** The sample that is 0 dBFS. */
  readonly fullScale: number;
  readonly lowest: number;
  readonly highest: number;
  /** One for each channel, of the samples' own kind: comparing whole numbers with others costs a conversion each. */
  extremes(channels: number): { readonly lows: Samples; readonly highs: Samples };
  /** Reads whole samples where they lie; nothing is copied. */
  view(bytes: Uint8Array): Samples;
  toInt16(sample: number): number;
}

export const SAMPLE_FORMATS = {
  int16: {
    bytes: 2,
    fullScale: 2 ** 15,
    lowest: -(2 ** 15),
    highest: 2 ** 15 - 1,
    extremes: (channels) => ({ lows: new Int16Array(channels), highs: new Int16Array(channels) }),
    view: ({ buffer, byteOffset, length }) => new Int16Array(buffer, byteOffset, length / 2),
    toInt16: (sample) => sample,
  },
  int32: {
    bytes: 4,
    fullScale: 2 ** 31,
    lowest: -(2 ** 31),
    highest: 2 ** 31 - 1,
    extremes: (channels) => ({ lows: new Int32Array(channels), highs: new Int32Array(channels) }),
    view: ({ buffer, byteOffset, length }) => new Int32Array(buffer, byteOffset, length / 4),
    toInt16: (sample) => sample >> 16, // the lower bits are cut off, as audiowaveform does it too
  },
  float32: {
    bytes: 4,
    fullScale: 1,
    lowest: -Infinity,
    highest: Infinity,
    extremes: (channels) => ({ lows: new Float32Array(channels), highs: new Float32Array(channels) }),
    view: ({ buffer, byteOffset, length }) => new Float32Array(buffer, byteOffset, length / 4),
    toInt16: (sample) => Math.min(32_767, Math.max(-32_768, roundToEven(sample * 32_768))),
  },
} as const satisfies Record<string, SampleFormat>;

export type SampleFormatName = keyof typeof SAMPLE_FORMATS;

/** As `lrint` does it. */
function roundToEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
