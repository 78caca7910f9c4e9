import { crc32 as crc32OfZlib } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { combineCrc32, combineParts, crc32, decodeCrc32, encodeCrc32 } from './crc32.ts';

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const pattern = (length: number, seed: number) =>
  Uint8Array.from({ length }, (_, i) => (i * 31 + seed * 17) & 255);

describe('CRC-32', () => {
  test('has the published check value', () => {
    expect(crc32(ascii('123456789'))).toBe(0xcbf43926);
  });

  test('of nothing is zero', () => {
    expect(crc32(new Uint8Array())).toBe(0);
  });

  test('is that of zlib, wherever in a buffer the bytes lie and however many they are', () => {
    const buffer = pattern(500, 3);
    for (let start = 0; start < 20; start++) {
      for (let end = start; end < buffer.length; end += 7) {
        expect(crc32(buffer.subarray(start, end))).toBe(crc32OfZlib(buffer.subarray(start, end)));
      }
    }
  });

  test('continues from the bytes before, at every cut', () => {
    const bytes = pattern(41, 1);
    const whole = crc32(bytes);
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)))).toBe(whole);
    }
  });

  test('of two neighbours combines into that of the whole, at every cut', () => {
    const bytes = pattern(300, 2);
    const whole = crc32(bytes);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const [a, b] = [bytes.subarray(0, cut), bytes.subarray(cut)];
      expect(combineCrc32(crc32(a), crc32(b), b.length)).toBe(whole);
    }
  });

  test('of many parts combines in order', () => {
    const parts = [pattern(1000, 1), pattern(1000, 2), pattern(17, 3)];
    const whole = parts.reduce((crc, part) => crc32(part, crc), 0);
    expect(combineParts(parts.map((part) => ({ crc: crc32(part), sizeBytes: part.length })))).toBe(whole);
  });

  test('combines over lengths beyond 32 bits', () => {
    // Zeroes appended twice 3 GiB at a time equal 6 GiB at once.
    const zeroes = (crc: number, size: number) => combineCrc32(crc, 0, size);
    expect(zeroes(zeroes(0x12345678, 3 * 2 ** 30), 3 * 2 ** 30)).toBe(zeroes(0x12345678, 6 * 2 ** 30));
  });

  test('travels as base64 of its big-endian bytes and back', () => {
    expect(encodeCrc32(0)).toBe('AAAAAA==');
    expect(encodeCrc32(0xcbf43926)).toBe('y/Q5Jg==');
    for (const crc of [0, 1, 0xcbf43926, 0xffffffff, 0x80000000])
      expect(decodeCrc32(encodeCrc32(crc))).toBe(crc);
  });

  test.each(['', 'AAAAAA', 'AAAAAB==', 'AAAAAA=A', 'y/Q5Jg==\n', 'y-Q5Jg=='])(
    'refuses %j as a checksum',
    (text) => {
      expect(decodeCrc32(text)).toBeNull();
    },
  );
});
