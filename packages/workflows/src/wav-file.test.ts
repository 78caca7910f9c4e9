import { describe, expect, test } from 'vitest';
import { wavBytes, wavFile, type Recording, type SampleFormat } from './wav-file.ts';

const bytesOf = (recording: Recording, format: SampleFormat) =>
  Buffer.concat([...wavFile(recording, format)]);
const sine = (frames: number) => Float32Array.from({ length: frames }, (_, at) => Math.sin(at / 7) * 0.9);

describe.each<[SampleFormat, number, number, number]>([
  ['pcm16', 1, 16, 44],
  ['pcm24', 1, 24, 44],
  ['float32', 3, 32, 58],
])('a WAV of %s', (format, code, bits, headerBytes) => {
  test('says what it is, and has the bytes that were foretold', () => {
    const recording = { channels: [sine(40_001), sine(40_001)], sampleRate: 48_000 };
    const wav = bytesOf(recording, format);
    expect(wav.length).toBe(wavBytes(recording, format));
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
    expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
    expect(wav.toString('latin1', 8, 16)).toBe('WAVEfmt ');
    expect(wav.readUInt16LE(20)).toBe(code);
    expect(wav.readUInt16LE(22)).toBe(2);
    expect(wav.readUInt32LE(24)).toBe(48_000);
    expect(wav.readUInt16LE(34)).toBe(bits);
    expect(wav.toString('latin1', headerBytes - 8, headerBytes - 4)).toBe('data');
    expect(wav.readUInt32LE(headerBytes - 4)).toBe((40_001 * 2 * bits) / 8);
  });

  test('keeps samples in their places, to within its own precision', () => {
    const [left, right] = [sine(1000), sine(1000).map((sample) => -sample / 2)];
    const wav = bytesOf({ channels: [left, right], sampleRate: 44_100 }, format);
    const read = (index: number) => {
      const at = headerBytes + (index * bits) / 8;
      if (format === 'float32') return wav.readFloatLE(at);
      return wav.readIntLE(at, bits / 8) / 2 ** (bits - 1);
    };
    for (let frame = 0; frame < 1000; frame++) {
      expect(Math.abs(read(2 * frame) - (left[frame] ?? 0))).toBeLessThan(2 ** (2 - Math.min(bits, 24)));
      expect(Math.abs(read(2 * frame + 1) - (right[frame] ?? 0))).toBeLessThan(2 ** (2 - Math.min(bits, 24)));
    }
  });
});

test('samples beyond full scale are clipped, and what is no number is silence', () => {
  const channels = [Float32Array.of(2, -2, 1, -1, Number.NaN, 0)];
  const wav = bytesOf({ channels, sampleRate: 8000 }, 'pcm16');
  const samples = Array.from({ length: 6 }, (_, at) => wav.readInt16LE(44 + 2 * at));
  expect(samples).toEqual([32_767, -32_768, 32_767, -32_768, 0, 0]);
});

test('an odd number of bytes is filled up, as chunks are of even length', () => {
  const recording = { channels: [Float32Array.of(0.5)], sampleRate: 8000 };
  const wav = bytesOf(recording, 'pcm24');
  expect(wav.length).toBe(48);
  expect(wav.readUInt32LE(40)).toBe(3);
});

test.each<[string, Recording, string]>([
  ['no channel', { channels: [], sampleRate: 8000 }, 'invalid-request'],
  ['channels of different lengths', { channels: [sine(2), sine(3)], sampleRate: 8000 }, 'invalid-request'],
  ['no sample rate', { channels: [sine(2)], sampleRate: 0 }, 'invalid-request'],
  ['half a sample rate', { channels: [sine(2)], sampleRate: 0.5 }, 'invalid-request'],
  ['no sample', { channels: [new Float32Array(0)], sampleRate: 8000 }, 'file-empty'],
])('a recording of %s is refused', (_what, recording, code) => {
  expect(() => wavBytes(recording, 'pcm16')).toThrow(expect.objectContaining({ code }));
});
