import { analyseAudio } from '@dawg/audio/analyse-audio';
import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, test } from 'vitest';
import { noise, openAudioBench } from '../testing/audio-bench.ts';
import {
  aiffSamples,
  referenceDat,
  wavSamples,
  type ReferenceSamples,
} from '../testing/reference-samples.ts';
import { skipsWithout } from '../testing/skips-without.ts';

const bench = openAudioBench();
afterAll(bench.close);

/** How far the worst value of a file's peaks is from those of somebody else's samples. */
async function worstDifference(path: string, reference: ReferenceSamples | null): Promise<number> {
  const analysis = await analyseAudio(bench.ports, bench.declared(path), bench.work);
  if (analysis.verdict === 'rejected' || !reference) throw new Error(`${path} has no peaks to compare`);
  const expected = referenceDat(reference);
  const dat = Buffer.from(analysis.peaks.dat);
  expect(dat.subarray(0, 24)).toEqual(expected.subarray(0, 24));
  return Array.from(dat.subarray(24)).reduce(
    (worst, _, at) => Math.max(worst, Math.abs(dat.readInt8(24 + at) - expected.readInt8(24 + at))),
    0,
  );
}

/** What another decoder makes of a file. */
function decodedBy(decoder: string, path: string, sampleRateHz: number, channels: number): ReferenceSamples {
  const output = ['-map', '0:a:0', '-f', 's16le', '-c:a', 'pcm_s16le', '-'];
  const raw = execFileSync('ffmpeg', ['-v', 'error', '-c:a', decoder, '-i', path, ...output], {
    maxBuffer: 2 ** 28,
  });
  const samples = new Int16Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
  return { sampleRateHz, channels, samples };
}

describe.skipIf(skipsWithout('ffmpeg', 'ffprobe'))('the peaks', () => {
  test.each([
    ['a.aiff', 44_100, 2, 'pcm_s16le', ['-c:a', 'pcm_s16be']],
    ['b.aiff', 96_000, 1, 'pcm_s24le', ['-c:a', 'pcm_s24be']],
    ['c.aifc', 48_000, 2, 'pcm_s16le', ['-c:a', 'pcm_s16le', '-f', 'aiff']],
    ['d.m4a', 44_100, 2, 'pcm_s16le', ['-c:a', 'alac']],
    ['e.m4a', 96_000, 2, 'pcm_s24le', ['-c:a', 'alac', '-sample_fmt', 's32p']],
    ['f.flac', 192_000, 2, 'pcm_s24le', ['-sample_fmt', 's32']],
  ] as const)(
    'of %s are those of the WAV it was made of, byte by byte',
    async (name, rate, channels, depth, coding) => {
      const source = bench.make(`${name}.wav`, ...noise(rate, channels, 7), '-c:a', depth);
      const path = bench.make(name, '-i', source, ...coding);
      expect(await worstDifference(path, wavSamples(source))).toBe(0);
      if (name.endsWith('.aiff')) expect(await worstDifference(path, aiffSamples(path))).toBe(0);
    },
  );

  test.each([
    ['g.m4a', 44_100, ['-c:a', 'aac', '-b:a', '192k'], 'aac_fixed'],
    ['h.m4a', 48_000, ['-c:a', 'aac', '-b:a', '96k'], 'aac_fixed'],
    ['i.webm', 48_000, ['-c:a', 'libopus', '-b:a', '160k'], 'libopus'],
    ['j.webm', 48_000, ['-c:a', 'libvorbis'], 'libvorbis'],
  ] as const)('of %s are those of another decoder, within 1', async (name, rate, coding, decoder) => {
    const path = bench.make(name, ...noise(rate, 2, 7), ...coding);
    expect(await worstDifference(path, decodedBy(decoder, path, rate, 2))).toBeLessThanOrEqual(1);
  });
});
