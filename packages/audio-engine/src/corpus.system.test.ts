import { analyseAudio, type AcceptedAudio } from '@dawg/audio/analyse-audio';
import { execFile } from 'node:child_process';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { openAudioBench } from '../testing/audio-bench.ts';
import { debianPackage, filesOf } from '../testing/debian-corpus.ts';
import {
  aiffSamples,
  flacSamples,
  referenceDat,
  wavSamples,
  type ReferenceSamples,
} from '../testing/reference-samples.ts';
import { skipsWithout } from '../testing/skips-without.ts';

/** One file of so many is taken, and with `CORPUS=large` one of so many: then they are more than five hundred. */
const PACKAGES = [
  ['asterisk-core-sounds-en-wav', ['wav'], 40, 6],
  ['sonic-pi-samples', ['flac', 'wav'], 12, 1],
  ['triplea', ['mp3'], 12, 1],
  ['csound-doc', ['aiff', 'wav'], 1, 1],
  ['libpython3.11-testsuite', ['aif', 'aiff', 'aifc', 'wav'], 1, 1],
  ['sound-theme-freedesktop', ['oga'], 3, 1],
  ['ktuberling-data', ['ogg', 'opus', 'wav'], 120, 25],
  ['lmms-common', ['flac', 'ogg', 'wav'], 16, 8],
] as const;
const isLarge = process.env['CORPUS'] === 'large';
/** Files of these packages that are not what they are called, or have no sound in them. */
const REFUSED: Readonly<Record<string, string>> = {
  'kick04.ogg': 'name-mismatch', // a WAV
  'sndhdr.aifc': 'broken', // headers only
  'sndhdr.aiff': 'broken',
  'sndhdr.wav': 'broken',
};
const AT_ONCE = 3;
const run = promisify(execFile);
const bench = openAudioBench();
afterAll(bench.close);

const skips = skipsWithout('ffmpeg', 'ffprobe', 'apt-get', 'dpkg-deb');

describe.skipIf(skips)('a sound that nobody made for this test', () => {
  const counts = { analysed: 0, peaksCompared: 0 };

  test.each(PACKAGES)(
    'of Debian’s %s is what other programs say it is',
    async (name, extensions, few, many) => {
      const paths = filesOf(name, extensions, isLarge ? many : few);
      expect(paths.length).toBeGreaterThan(5);
      const deviations: string[] = [];
      await eachOf(paths, async (path) => {
        const differences = await differencesOf(path);
        deviations.push(...differences.map((difference) => `${basename(path)}: ${difference}`));
      });
      expect(deviations).toEqual([]);
    },
    600_000,
  );

  if (isLarge) {
    test('is one of five hundred', () => {
      expect(counts.analysed).toBeGreaterThanOrEqual(500);
      expect(counts.peaksCompared).toBeGreaterThanOrEqual(400);
    });
  }

  async function differencesOf(path: string): Promise<string[]> {
    const analysis = await analyseAudio(bench.ports, bench.declared(path), bench.work);
    counts.analysed += 1;
    const refused = REFUSED[basename(path)];
    if (analysis.verdict === 'rejected')
      return analysis.code === refused ? [] : [`refused: ${analysis.reason}`];
    if (refused) return ['is accepted'];
    return [
      ...(await technicalDifferences(path, analysis)),
      ...(await loudnessDifferences(path, analysis)),
      ...(await peakDifferences(path, analysis)),
    ];
  }

  async function technicalDifferences(path: string, { description }: AcceptedAudio): Promise<string[]> {
    const entries =
      'stream=codec_name,sample_rate,channels,bits_per_raw_sample,bits_per_sample:format=duration';
    const { stdout } = await run('ffprobe', [
      '-v',
      'error',
      '-select_streams',
      'a:0',
      '-of',
      'json',
      '-show_entries',
      entries,
      path,
    ]);
    const { streams, format } = JSON.parse(stdout) as {
      streams: [
        {
          codec_name: string;
          sample_rate: string;
          channels: number;
          bits_per_raw_sample?: string;
          bits_per_sample: number;
        },
      ];
      format: { duration: string };
    };
    const [stream] = streams;
    const depth = Number(stream.bits_per_raw_sample ?? 0) || stream.bits_per_sample || null;
    const differences = [];
    const apart = Math.abs(Number(description.durationSeconds) - Number(format.duration));
    if (!(apart <= 0.02)) {
      // Its header counts what the encoder put in front and behind, and the decoder takes away: count what comes out.
      const counted = (await decodedSamples(path)) / description.sampleRateHz;
      if (!(Math.abs(Number(description.durationSeconds) - counted) <= 0.02))
        differences.push(
          `${description.durationSeconds} s, ffprobe says ${format.duration} and counts ${counted}`,
        );
    }
    const told = [
      description.codec,
      description.sampleRateHz,
      description.channels,
      description.bitDepth,
    ].join();
    const expected = [stream.codec_name, Number(stream.sample_rate), stream.channels, depth].join();
    if (told !== expected) differences.push(`${told}, ffprobe says ${expected}`);
    return differences;
  }

  async function decodedSamples(path: string): Promise<number> {
    const options = [
      '-v',
      'error',
      '-select_streams',
      'a:0',
      '-show_entries',
      'frame=nb_samples',
      '-of',
      'csv=p=0',
    ];
    const { stdout } = await run('ffprobe', [...options, path], { maxBuffer: 2 ** 26 });
    return stdout.split('\n').reduce((sum, line) => sum + (Number.parseInt(line, 10) || 0), 0);
  }

  async function loudnessDifferences(
    path: string,
    { loudness, description }: AcceptedAudio,
  ): Promise<string[]> {
    const { stderr } = await run(
      'ffmpeg',
      [
        '-hide_banner',
        '-nostats',
        '-i',
        path,
        '-map',
        '0:a:0',
        '-af',
        'ebur128=peak=true',
        '-f',
        'null',
        '-',
      ],
      { maxBuffer: 2 ** 28 },
    );
    const summary = stderr.slice(stderr.lastIndexOf('Summary:'));
    const figure = (label: string) => Number(new RegExp(`${label}:\\s+(\\S+)`).exec(summary)?.[1]);
    const integrated = figure('I');
    if (Number(description.durationSeconds) < 0.4 || integrated <= -70)
      return loudness.integratedLufs === null ? [] : [`loudness ${loudness.integratedLufs} of nothing`];
    const apart = [
      Math.abs(Number(loudness.integratedLufs) - integrated),
      Math.abs(Number(loudness.truePeakDbtp) - figure('Peak')),
    ];
    return apart.every((difference) => difference <= 0.1)
      ? []
      : [`loudness ${JSON.stringify({ ...loudness, curve: 0 })}, ffmpeg says ${integrated}`];
  }

  /**
   * Byte by byte where the format is exact, within 1 where a decoder may round. Speech in Opus comes out of FFmpeg's decoder
   * a sample and a half earlier than out of Xiph's, which moves a peak from one point to the next.
   */
  async function peakDifferences(path: string, { peaks, description }: AcceptedAudio): Promise<string[]> {
    const reference = await referenceOf(path, description);
    if (!reference) return [];
    counts.peaksCompared += 1;
    const expected = referenceDat(reference);
    const dat = Buffer.from(peaks.dat);
    if (dat.length !== expected.length) return [`peaks of ${dat.length} bytes, not ${expected.length}`];
    const tolerance = description.isLossless ? 0 : description.codec === 'opus' ? 16 : 1;
    const worst = dat.reduce(
      (most, byte, at) =>
        Math.max(
          most,
          at < 24
            ? Number(byte !== expected[at]) * 999
            : Math.abs(((byte << 24) >> 24) - expected.readInt8(at)),
        ),
      0,
    );
    return worst <= tolerance ? [] : [`peaks apart by ${worst}`];
  }

  async function referenceOf(
    path: string,
    { codec, channels, sampleRateHz }: AcceptedAudio['description'],
  ): Promise<ReferenceSamples | null> {
    if (extname(path) === '.wav') return wavSamples(path);
    if (/^\.aif[fc]?$/.test(extname(path))) return aiffSamples(path);
    if (codec === 'flac') return flacSamples(path, join(debianPackage('flac'), 'usr/bin/flac'));
    // Another decoder than the one that is used: Xiph's own, and the one that counts in whole numbers.
    const other = { vorbis: 'libvorbis', opus: 'libopus', mp3: 'mp3' }[codec];
    if (!other) return null;
    const { stdout } = await run(
      'ffmpeg',
      ['-v', 'error', '-c:a', other, '-i', path, '-map', '0:a:0', '-f', 's16le', '-c:a', 'pcm_s16le', '-'],
      { maxBuffer: 2 ** 30, encoding: 'buffer' },
    );
    return {
      channels,
      sampleRateHz,
      samples: new Int16Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.length)),
    };
  }
});

async function eachOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
