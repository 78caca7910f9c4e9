import { analyseAudio, type AcceptedAudio } from '@dawg/audio/analyse-audio';
import { inspectAudio } from '@dawg/audio/inspect-audio';
import { RECIPES, type Recipe } from '@dawg/audio/previews/recipes';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { noise, openAudioBench, workWith } from '../../testing/audio-bench.ts';
import { skipsWithout } from '../../testing/skips-without.ts';

const SINE = ['-f', 'lavfi', '-i', 'sine=440'];
const bench = openAudioBench();
afterAll(bench.close);

async function analyse(path: string, declaredName?: string): Promise<AcceptedAudio> {
  const analysis = await analyseAudio(bench.ports, bench.declared(path, declaredName), bench.work);
  if (analysis.verdict === 'rejected') throw new Error(`${path}: ${analysis.reason}`);
  return analysis;
}

describe.skipIf(skipsWithout('ffmpeg', 'ffprobe'))('the audio engine', () => {
  test.each([
    ['a.wav', 44_100, 2, ['-c:a', 'pcm_s16le'], 'pcm_s16le', 16, false],
    ['b.wav', 96_000, 2, ['-c:a', 'pcm_s24le'], 'pcm_s24le', 24, false],
    ['c.wav', 48_000, 1, ['-c:a', 'pcm_f32le'], 'pcm_f32le', 32, true],
    ['d.wav', 48_000, 6, ['-c:a', 'pcm_s24le'], 'pcm_s24le', 24, false],
    ['e.wav', 8_000, 1, ['-c:a', 'pcm_u8'], 'pcm_u8', 8, false],
    ['f.wav', 48_000, 2, ['-rf64', 'always'], 'pcm_s16le', 16, false],
    ['g.aiff', 44_100, 2, ['-c:a', 'pcm_s24be'], 'pcm_s24be', 24, false],
    ['h.aifc', 44_100, 2, ['-c:a', 'pcm_f32be', '-f', 'aiff'], 'pcm_f32be', 32, true],
    ['i.flac', 48_000, 2, ['-sample_fmt', 's32'], 'flac', 24, false],
    ['j.mp3', 44_100, 2, ['-b:a', '192k'], 'mp3', null, false],
    ['k.mp3', 16_000, 1, ['-b:a', '32k'], 'mp3', null, false],
    ['l.ogg', 44_100, 2, ['-c:a', 'libvorbis'], 'vorbis', null, false],
    ['m.opus', 48_000, 2, ['-c:a', 'libopus'], 'opus', null, false],
    ['n.m4a', 44_100, 2, ['-c:a', 'aac'], 'aac', null, false],
    ['o.m4a', 48_000, 2, ['-c:a', 'alac', '-sample_fmt', 's32p'], 'alac', 24, false],
    ['p.webm', 48_000, 2, ['-c:a', 'libopus'], 'opus', null, false],
  ] as const)('describes %s exactly', async (name, rate, channels, coding, codec, bitDepth, isFloat) => {
    const path = bench.make(name, ...noise(rate, channels), ...coding);
    const { description } = await analyse(path);
    expect(description).toMatchObject({ codec, sampleRateHz: rate, channels, bitDepth, isFloat });
    expect(description.durationSeconds).toBeCloseTo(1, description.isLossless ? 9 : 1);
    const inspected = await inspectAudio(bench.ports, bench.declared(path), bench.work);
    expect(inspected).toMatchObject({ description: { codec, durationSeconds: null, sampleFrames: null } });
  });

  test('describes a header that lies by what was decoded', async () => {
    const path = bench.make('cut.flac', ...noise(44_100, 1, 20));
    writeFileSync(path, readFileSync(path).subarray(0, 300_000));
    const { description } = await analyse(path);
    expect(description.headerDurationSeconds).toBe(20);
    expect(description.durationSeconds).toBeLessThan(15);
    expect(description.durationSeconds).toBeGreaterThan(1);
  });

  test.each(['RF64', 'BW64'])('describes a WAV of five gigabytes by its %s header', async (magic) => {
    const size = 5_000_000_000;
    const head = readFileSync(
      bench.make('head.wav', ...noise(44_100, 2), '-rf64', 'always', '-fflags', '+bitexact'),
    );
    head.write(magic, 0, 'latin1');
    head.writeBigUInt64LE(BigInt(size - 8), 20);
    head.writeBigUInt64LE(BigInt(size - head.indexOf('data') - 8), 28);
    const path = join(bench.folder, 'five-gigabytes.wav');
    writeFileSync(path, head);
    truncateSync(path, size); // a hole: nothing is written
    expect(await inspectAudio(bench.ports, bench.declared(path), bench.work)).toMatchObject({
      description: {
        container: magic.toLowerCase(),
        headerDurationSeconds: expect.closeTo(size / 176_400, 1),
      },
    });
  });

  test('measures no loudness of silence, and none of less than 400 ms', async () => {
    const silence = bench.make('silence.wav', '-f', 'lavfi', '-i', 'anullsrc=d=5');
    expect((await analyse(silence)).loudness).toMatchObject({
      integratedLufs: null,
      rangeLu: null,
      truePeakDbtp: null,
    });
    const short = bench.make('short.wav', ...noise(44_100, 2, 0.3));
    const { loudness } = await analyse(short);
    expect(loudness).toMatchObject({ integratedLufs: null, rangeLu: null });
    expect(loudness.truePeakDbtp).toBeLessThan(1);
  });

  test('measures a sine of −23 LUFS as EBU Tech 3341 defines it, with its curve', async () => {
    // Test case 1: stereo, 1 kHz, −23 dBFS a channel, 20 s.
    const sine = 'sine=1000:r=48000:d=20,volume=-5dB,volume=8,aformat=channel_layouts=mono';
    const path = bench.make(
      'sine.wav',
      '-f',
      'lavfi',
      '-i',
      sine,
      '-af',
      'pan=stereo|c0=c0|c1=c0,volume=0dB',
    );
    const { loudness } = await analyse(path);
    const level = Number(loudness.truePeakDbtp);
    expect(loudness.integratedLufs).toBeCloseTo(level, 0);
    expect(loudness.rangeLu).toBe(0);
    expect(loudness.curve.stepSeconds).toBeCloseTo(0.1, 9);
    expect(loudness.curve.momentary).toHaveLength(200);
    expect(loudness.curve.momentary.at(-1)).toBe(loudness.integratedLufs);
  });

  test.each([
    ['wav', 'x.wav', { codec: 'pcm_s24le', sampleRateHz: 96_000, channels: 2 }],
    ['flac', 'x.flac', { codec: 'flac', sampleRateHz: 96_000, bitDepth: 24 }],
    ['mp3-320', 'x.mp3', { codec: 'mp3', sampleRateHz: 48_000, bitRateBps: 320_000 }],
    ['aac', 'x.m4a', { codec: 'aac', sampleRateHz: 48_000 }],
    ['opus', 'x.opus', { codec: 'opus', sampleRateHz: 48_000 }],
    ['preview', 'y.mp3', { codec: 'mp3', sampleRateHz: 48_000, bitRateBps: 192_000 }],
  ] as const)('turns a WAV into %s', async (recipe: Recipe, name, description) => {
    const source = bench.make(
      'source.wav',
      ...noise(96_000, 2, 3),
      '-c:a',
      'pcm_s24le',
      '-metadata',
      'title=T',
    );
    const output = join(bench.folder, name);
    const file = { path: source, container: 'wav' } as const;
    await bench.ports.engine.encode(file, output, recipe, bench.work);
    expect(name).toContain(RECIPES[recipe].extension);
    const made = await analyse(output);
    expect(made.description).toMatchObject({ ...description, contentType: RECIPES[recipe].contentType });
    expect(made.description.durationSeconds).toBeCloseTo(3, 1);
    expect(made.tags.title).toBeNull();
    // What is there is not written over.
    await expect(bench.ports.engine.encode(file, output, recipe, bench.work)).rejects.toThrow(
      'already exists',
    );
  });

  test('leaves a preview that failed nowhere', async () => {
    const source = bench.make('long.wav', ...noise(44_100, 2, 20));
    const file = { path: source, container: 'wav' } as const;
    const output = join(bench.folder, 'failed.wav');
    const work = workWith({ maxOutputBytes: 100_000 });
    await expect(bench.ports.engine.encode(file, output, 'wav', work)).rejects.toMatchObject({
      code: 'too-costly',
    });
    expect(existsSync(output)).toBe(false);
  });

  test('re-encodes a cover within bounds and drops what is no picture', async () => {
    const path = bench.make('big.png', '-f', 'lavfi', '-i', 'testsrc=s=1400x700:d=1', '-frames:v', '1');
    const cover = await bench.ports.engine.encodeCover(readFileSync(path), bench.work);
    const shown = join(bench.folder, 'shown.jpg');
    writeFileSync(shown, cover?.bytes ?? '');
    const size = ['-v', 'error', '-show_entries', 'stream=width,height', '-of', 'csv=p=0', shown];
    expect(execFileSync('ffprobe', size, { encoding: 'utf8' }).trim()).toBe('600,300');
    for (const bytes of ['<svg xmlns="http://www.w3.org/2000/svg"/>', '\x89PNG\r\n\x1a\nrubbish', ''])
      expect(await bench.ports.engine.encodeCover(Buffer.from(bytes, 'latin1'), bench.work)).toBeNull();
  });

  test('stops at once, with all it started, when it is told to', async () => {
    const path = bench.make('stopped.flac', ...SINE, '-t', '900');
    const stop = new AbortController();
    const running = analyseAudio(bench.ports, bench.declared(path), workWith({}, stop.signal));
    await expect.poll(() => processesOn(path), { timeout: 20_000 }).toBeGreaterThan(0);
    stop.abort();
    await expect(running).rejects.toMatchObject({ code: 'stopped' });
    await expect.poll(() => processesOn(path), { timeout: 5_000 }).toBe(0);
    await expect(
      analyseAudio(bench.ports, bench.declared(path), workWith({}, stop.signal)),
    ).rejects.toMatchObject({
      code: 'stopped',
    });
  });

  test('refuses what takes more processor time or memory than it may, and leaves off when the clock runs out', async () => {
    const path = bench.make('costly.flac', ...SINE, '-t', '300', '-ar', '192000', '-ac', '2');
    const declared = bench.declared(path);
    expect(await analyseAudio(bench.ports, declared, workWith({ maxCpuSeconds: 1 }))).toMatchObject({
      code: 'too-costly',
    });
    expect(await analyseAudio(bench.ports, declared, workWith({ maxMemoryBytes: 2 ** 26 }))).toMatchObject({
      verdict: 'rejected',
    });
    await expect(
      bench.ports.engine.measure(
        { path, container: 'flac' },
        { sampleRateHz: 192_000, channels: 2, bitDepth: 16, isFloat: false },
        workWith({ maxSeconds: 0.5 }),
      ),
    ).rejects.toMatchObject({ code: 'timed-out', isRetryable: true });
  });

  test('refuses more sound than one file may hold', async () => {
    const path = bench.make('day.flac', '-f', 'lavfi', '-i', 'anullsrc=r=8000:cl=mono:d=8000');
    const analysis = await analyseAudio(
      bench.ports,
      bench.declared(path),
      workWith({ maxDurationSeconds: 7_200 }),
    );
    expect(analysis).toMatchObject({
      code: 'too-long',
      reason: expect.stringContaining('more than 2 hours'),
    });
  });
});

describe('without FFmpeg', () => {
  test('the engine says what to install, and analysis is put off', async () => {
    const { createFfmpegEngine } = await import('./ffmpeg-engine.ts');
    const engine = createFfmpegEngine({ ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', searchPath: '/nowhere' });
    expect(await engine.state()).toMatchObject({
      state: 'missing',
      problem: expect.stringContaining('apt-get install ffmpeg'),
    });
    const path = join(bench.folder, 'any.wav');
    writeFileSync(path, 'RIFF');
    await expect(
      analyseAudio({ ...bench.ports, engine }, bench.declared(path), bench.work),
    ).rejects.toMatchObject({ code: 'engine-missing', isRetryable: true });
  });
});

/** Processes that have this path among their parameters. */
function processesOn(path: string): number {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(path);
    } catch {
      return false; // it ended meanwhile
    }
  }).length;
}
