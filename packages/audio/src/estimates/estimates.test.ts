import { describe, expect, test } from 'vitest';
import { estimateKey } from './estimate-key.ts';
import { estimateTempo, LISTENING_RATE_HZ } from './estimate-tempo.ts';

const RATE = LISTENING_RATE_HZ;

describe('the tempo', () => {
  test.each([100, 127.5])('of clicks at %s beats a minute is heard', (bpm) => {
    const samples = new Float32Array(RATE * 20);
    for (let beat = 0; beat * (60 / bpm) < 19; beat += 1)
      click(samples, Math.round(beat * (60 / bpm) * RATE));
    expect(Math.abs((estimateTempo(samples) ?? 0) - bpm)).toBeLessThan(1);
  });

  test('of silence and of a second is not known', () => {
    expect(estimateTempo(new Float32Array(RATE * 20))).toBeNull();
    expect(estimateTempo(new Float32Array(RATE))).toBeNull();
  });
});

describe('the key', () => {
  test.each([
    ['C', 'major', 261.63, [0, 4, 7, 5, 9, 12, 7, 11, 14, 0, 4, 7]],
    ['A', 'minor', 220, [0, 3, 7, 5, 8, 12, 7, 10, 14, 0, 3, 7]],
  ] as const)('of a cadence in %s %s is heard', (tonic, mode, hz, semitones) => {
    const samples = new Float32Array(RATE * 6);
    semitones.forEach((semitone, note) => {
      const pitch = hz * 2 ** (semitone / 12);
      for (let at = 0; at < RATE / 2; at += 1) {
        const k = note * (RATE / 2) + at;
        samples[k] = 0.3 * Math.sin((2 * Math.PI * pitch * k) / RATE);
      }
    });
    expect(estimateKey(samples, RATE)).toEqual({ tonic, mode });
  });

  test('of silence and of a second is not known', () => {
    expect(estimateKey(new Float32Array(RATE * 20), RATE)).toBeNull();
    expect(estimateKey(new Float32Array(RATE).fill(0.5), RATE)).toBeNull();
  });
});

function click(samples: Float32Array, at: number): void {
  for (let k = 0; k < 400; k += 1) samples[at + k] = Math.exp(-k / 80) * Math.sin(k);
}
