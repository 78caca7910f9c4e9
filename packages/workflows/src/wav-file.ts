import { StorageError } from '@dawg/contract/storage-error';

/** How samples are kept: integers of 16 or 24 bits, clipped, or 32-bit floats as they are. */
export type SampleFormat = 'pcm16' | 'pcm24' | 'float32';

export interface Recording {
  /** A `Float32Array` each, of equal length, nominally from -1 to 1. */
  readonly channels: readonly Float32Array[];
  /** In Hz. */
  readonly sampleRate: number;
}

const BYTES_PER_SAMPLE = { pcm16: 2, pcm24: 3, float32: 4 } satisfies Record<SampleFormat, number>;

/** RIFF counts its bytes in 32 bits. */
const LARGEST_RIFF_BYTES = 2 ** 32 - 1;

/** Written at a time. */
const FRAMES_PER_CHUNK = 16_384;

/** Bytes of the WAV that `wavFile` makes. Throws `invalid-request`, `file-too-large`. */
export function wavBytes(recording: Recording, format: SampleFormat): number {
  const { frames, channelCount } = shapeOf(recording);
  const dataBytes = frames * channelCount * BYTES_PER_SAMPLE[format];
  const total = headerOf(recording, format, dataBytes).length + dataBytes + (dataBytes % 2);
  if (total > LARGEST_RIFF_BYTES)
    throw new StorageError('file-too-large', { sizeBytes: total, maxBytes: LARGEST_RIFF_BYTES });
  return total;
}

/**
 * A recording as a WAV (RIFF/WAVE: https://www.mmsp.ece.mcgill.ca/Documents/AudioFormats/WAVE/WAVE.html), piece by piece.
 * Throws as `wavBytes`.
 */
export function* wavFile(recording: Recording, format: SampleFormat): Generator<Uint8Array<ArrayBuffer>> {
  wavBytes(recording, format);
  const { frames, channelCount } = shapeOf(recording);
  const width = BYTES_PER_SAMPLE[format];
  const dataBytes = frames * channelCount * width;
  yield headerOf(recording, format, dataBytes);
  for (let from = 0; from < frames; from += FRAMES_PER_CHUNK) {
    const to = Math.min(from + FRAMES_PER_CHUNK, frames);
    const chunk = new Uint8Array((to - from) * channelCount * width);
    const view = new DataView(chunk.buffer);
    let at = 0;
    for (let frame = from; frame < to; frame++) {
      for (const channel of recording.channels) {
        writeSample(view, at, channel[frame] ?? 0, format);
        at += width;
      }
    }
    yield chunk;
  }
  if (dataBytes % 2 === 1) yield new Uint8Array(1); // chunks are of even length
}

function shapeOf({ channels, sampleRate }: Recording) {
  const frames = channels[0]?.length ?? 0;
  const isRate = Number.isInteger(sampleRate) && sampleRate >= 1 && sampleRate < 2 ** 32;
  const isEven = channels.every((channel) => channel.length === frames);
  if (channels.length === 0 || channels.length > 65_535 || !isEven || !isRate)
    throw new StorageError('invalid-request', {
      problem: 'a recording has channels of equal length and a sample rate in Hz',
    });
  if (frames === 0) throw new StorageError('file-empty');
  return { frames, channelCount: channels.length };
}

function headerOf(
  { channels, sampleRate }: Recording,
  format: SampleFormat,
  dataBytes: number,
): Uint8Array<ArrayBuffer> {
  const isFloat = format === 'float32';
  const width = BYTES_PER_SAMPLE[format];
  const frameBytes = channels.length * width;
  const formatBytes = isFloat ? 18 : 16;
  const factBytes = isFloat ? 12 : 0;
  const header = new Uint8Array(12 + 8 + formatBytes + factBytes + 8);
  const view = new DataView(header.buffer);
  const text = (at: number, letters: string) => header.set(new TextEncoder().encode(letters), at);
  text(0, 'RIFF');
  view.setUint32(4, (header.length - 8 + dataBytes + (dataBytes % 2)) % 2 ** 32, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, formatBytes, true);
  view.setUint16(20, isFloat ? 3 : 1, true); // WAVE_FORMAT_IEEE_FLOAT, WAVE_FORMAT_PCM
  view.setUint16(22, channels.length, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, (sampleRate * frameBytes) % 2 ** 32, true);
  view.setUint16(32, frameBytes % 65_536, true);
  view.setUint16(34, width * 8, true);
  if (isFloat) {
    text(38, 'fact'); // what is no PCM says how many frames it has
    view.setUint32(42, 4, true);
    view.setUint32(46, dataBytes / frameBytes, true);
  }
  text(header.length - 8, 'data');
  view.setUint32(header.length - 4, dataBytes % 2 ** 32, true);
  return header;
}

function writeSample(view: DataView, at: number, sample: number, format: SampleFormat): void {
  if (format === 'float32') return view.setFloat32(at, sample, true);
  const clipped = Math.max(-1, Math.min(1, sample || 0)); // NaN is silence
  if (format === 'pcm16')
    return view.setInt16(at, Math.round(clipped * (clipped < 0 ? 32_768 : 32_767)), true);
  const value = Math.round(clipped * (clipped < 0 ? 8_388_608 : 8_388_607));
  view.setUint16(at, value & 0xff_ff, true);
  view.setInt8(at + 2, value >> 16);
}
