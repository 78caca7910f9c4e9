import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Samples as somebody else decodes them: 16 bits, interleaved. */
export interface ReferenceSamples {
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly samples: Int16Array;
}

/** A WAV of whole-numbered samples, read by its format's description; null for another kind. */
export function wavSamples(path: string): ReferenceSamples | null {
  const bytes = readFileSync(path);
  let format: { code: number; channels: number; rate: number; bits: number } | null = null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const id = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const body = at + 8;
    if (id === 'fmt ')
      format = {
        // 0xFFFE: the code is the beginning of the identifier behind.
        code: bytes.readUInt16LE(bytes.readUInt16LE(body) === 0xfffe ? body + 24 : body),
        channels: bytes.readUInt16LE(body + 2),
        rate: bytes.readUInt32LE(body + 4),
        bits: bytes.readUInt16LE(body + 14),
      };
    if (id === 'data' && format) {
      if (format.code !== 1) return null;
      const { channels, rate, bits } = format;
      const data = bytes.subarray(body, Math.min(body + size, bytes.length));
      const frames = Math.floor(data.length / ((bits / 8) * channels));
      return { channels, sampleRateHz: rate, samples: upperBits(data, bits, frames * channels) };
    }
    at = body + size + (size % 2);
  }
  return null;
}

/**
 * An AIFF of whole-numbered samples, read by its format's description; null for another kind.
 * https://www.mmsp.ece.mcgill.ca/Documents/AudioFormats/AIFF/AIFF.html
 */
export function aiffSamples(path: string): ReferenceSamples | null {
  const bytes = readFileSync(path);
  let common: { channels: number; frames: number; bits: number; rate: number; coding: string } | null = null;
  let data: Buffer | null = null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const id = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32BE(at + 4);
    const body = at + 8;
    if (id === 'COMM')
      common = {
        channels: bytes.readUInt16BE(body),
        frames: bytes.readUInt32BE(body + 2),
        bits: bytes.readUInt16BE(body + 6),
        rate: extended(bytes, body + 8),
        coding:
          bytes.toString('latin1', 8, 12) === 'AIFC'
            ? bytes.toString('latin1', body + 18, body + 22)
            : 'NONE',
      };
    if (id === 'SSND')
      data = bytes.subarray(body + 8 + bytes.readUInt32BE(body), Math.min(body + size, bytes.length));
    at = body + size + (size % 2);
  }
  if (!common || !data || (common.coding !== 'NONE' && common.coding !== 'sowt')) return null;
  const { channels, frames, bits, rate, coding } = common;
  const width = Math.ceil(bits / 8);
  const count = Math.min(frames * channels, Math.floor(data.length / width / channels) * channels);
  const little = Buffer.from(data.subarray(0, count * width));
  if (coding === 'NONE')
    for (let k = 0; k < count; k += 1) little.subarray(k * width, (k + 1) * width).reverse();
  return { channels, sampleRateHz: rate, samples: upperBits(little, bits, count, true) };
}

/** The 80-bit number that AIFF has for a sample rate, as far as sample rates go. */
function extended(bytes: Buffer, at: number): number {
  const exponent = (bytes.readUInt16BE(at) & 0x7fff) - 16_383;
  return Math.round(Number(bytes.readBigUInt64BE(at + 2)) * 2 ** (exponent - 63));
}

/** A FLAC as the reference decoder of Xiph reads it. */
export function flacSamples(path: string, flac: string): ReferenceSamples {
  const streamInfo = readFileSync(path).subarray(8, 42);
  const sampleRateHz = streamInfo.readUIntBE(10, 3) >> 4;
  const channels = (((streamInfo[12] ?? 0) >> 1) & 7) + 1;
  const bits = (streamInfo.readUInt16BE(12) >> 4) & 31;
  const options = ['-d', '-s', '-c', '--force-raw-format', '--endian=little', '--sign=signed', path];
  const raw = execFileSync(flac, options, { maxBuffer: 2 ** 30 });
  return {
    sampleRateHz,
    channels,
    samples: upperBits(raw, bits + 1, raw.length / (bits < 8 ? 1 : Math.ceil((bits + 1) / 8)), true),
  };
}

/** The upper 16 bits of each sample. WAV has 8 bits unsigned; all else is signed. */
function upperBits(data: Buffer, bits: number, count: number, isSigned = false): Int16Array {
  const width = Math.ceil(bits / 8);
  const samples = new Int16Array(count);
  for (let k = 0; k < count; k += 1) {
    if (width === 1) samples[k] = isSigned ? data.readInt8(k) << 8 : (data.readUInt8(k) - 128) << 8;
    else samples[k] = data.readInt16LE(k * width + width - 2);
  }
  return samples;
}

/** The `.dat` file that these samples have, by the rule of audiowaveform, written apart from what is tested. */
export function referenceDat({ channels, sampleRateHz, samples }: ReferenceSamples): Buffer {
  const frames = samples.length / channels;
  const points = Math.ceil(frames / 256);
  const dat = Buffer.alloc(24 + points * channels * 2);
  [2, 1, sampleRateHz, 256, points, channels].forEach((value, field) => dat.writeInt32LE(value, field * 4));
  for (let point = 0; point < points; point += 1)
    for (let channel = 0; channel < channels; channel += 1) {
      let [low, high] = [Infinity, -Infinity];
      for (let frame = point * 256; frame < Math.min(frames, (point + 1) * 256); frame += 1) {
        const sample = samples[frame * channels + channel] ?? 0;
        low = Math.min(low, sample);
        high = Math.max(high, sample);
      }
      dat.writeInt8(Math.trunc(low / 256), 24 + (point * channels + channel) * 2);
      dat.writeInt8(Math.trunc(high / 256), 24 + (point * channels + channel) * 2 + 1);
    }
  return dat;
}
