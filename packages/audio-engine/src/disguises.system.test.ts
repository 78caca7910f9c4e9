import { analyseAudio } from '@dawg/audio/analyse-audio';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noise, openAudioBench, workWith } from '../testing/audio-bench.ts';
import { BOMBS, NOT_AUDIO, playlists } from '../testing/disguises.ts';
import { skipsWithout } from '../testing/skips-without.ts';

const bench = openAudioBench();
/** Enough for any of them; what needs more would throw `timed-out`, and the test fail. */
const work = workWith({ maxSeconds: 60, maxCpuSeconds: 30, maxDurationSeconds: 3_600 });
afterAll(bench.close);

function write(name: string, bytes: Uint8Array): string {
  const path = join(bench.folder, name);
  writeFileSync(path, bytes);
  return path;
}

const analyse = (path: string, declaredName: string, given = work) =>
  analyseAudio(bench.ports, bench.declared(path, declaredName), given);

describe.skipIf(skipsWithout('ffmpeg', 'ffprobe'))('a disguise', () => {
  test.each(NOT_AUDIO)('of %s is refused under any name, with a sentence', async (name, bytes) => {
    const path = write('disguised', bytes);
    for (const extension of name.includes('MP3') ? ['mp3'] : ['mp3', 'wav']) {
      const analysis = await analyse(path, `song.${extension}`);
      expect(analysis).toMatchObject({
        verdict: 'rejected',
        reason: expect.stringMatching(/^[A-Z].{40,}\.$/s),
      });
    }
  });

  test.each(NOT_AUDIO.filter(([name]) => / and rubbish|without sound/.test(name)))(
    'of %s is refused under the name of its beginning too',
    async (name, bytes) => {
      const extension = (
        {
          FLAC: 'flac',
          'a FLAC': 'flac',
          Ogg: 'ogg',
          'an Ogg': 'ogg',
          RIFF: 'wav',
          'a WAV': 'wav',
          FORM: 'aiff',
          'an MP4': 'm4a',
          EBML: 'webm',
        } as Record<string, string>
      )[/^(an? )?\S+/.exec(name)?.[0] ?? ''];
      const analysis = await analyse(write('disguised', bytes), `song.${extension ?? 'mp3'}`);
      expect(analysis).toMatchObject({ verdict: 'rejected' });
    },
  );

  test.each([
    ['a.flac', [], 'mp3'],
    ['b.wav', [], 'flac'],
    ['c.mp3', [], 'wav'],
    ['d.m4a', ['-c:a', 'aac'], 'mp3'],
    ['e.ogg', ['-c:a', 'libvorbis'], 'm4a'],
    ['f.aiff', [], 'wav'],
    ['g.webm', ['-c:a', 'libopus'], 'ogg'],
  ] as const)(
    'of real audio, %s, under another format’s name is refused by both names',
    async (name, coding, other) => {
      const path = bench.make(name, ...noise(48_000, 2), ...coding);
      expect(await analyse(path, `song.${other}`)).toMatchObject({ code: 'name-mismatch' });
      expect(await analyse(path, name)).toMatchObject({ verdict: 'accepted' });
    },
  );

  test.each([
    ['h.w64', ['-f', 'w64'], 'wav', 'not-audio'],
    ['i.caf', ['-f', 'caf'], 'm4a', 'not-audio'],
    ['j.aac', ['-f', 'adts'], 'm4a', 'not-audio'],
    ['k.ac3', [], 'mp3', 'not-audio'],
    ['l.wv', [], 'wav', 'not-audio'],
    ['m.mka', ['-c:a', 'flac'], 'webm', 'codec-not-allowed'],
    ['n.m4a', ['-c:a', 'ac3', '-f', 'mp4'], 'm4a', 'codec-not-allowed'],
    ['o.wav', ['-c:a', 'ac3', '-f', 'wav'], 'wav', 'codec-not-allowed'],
  ] as const)('of audio that is not stored, %s, is refused', async (name, coding, other, code) => {
    const path = bench.make(name, ...noise(48_000, 2), ...coding);
    expect(await analyse(path, `song.${other}`)).toMatchObject({ code });
  });

  test.each([
    ['p.mp4', ['-c:v', 'mpeg4'], 'mp4'],
    ['q.mp4', ['-c:v', 'mpeg4'], 'm4a'],
    ['r.webm', ['-c:v', 'libvpx', '-c:a', 'libopus'], 'webm'],
    ['s.ogg', ['-c:v', 'libtheora', '-c:a', 'libvorbis'], 'ogg'],
  ] as const)('of a film, %s, is refused for its picture', async (name, coding, extension) => {
    const film = ['-f', 'lavfi', '-i', 'testsrc=s=64x64:r=5:d=1'];
    const path = bench.make(name, ...film, ...noise(48_000, 2), ...coding);
    expect(await analyse(path, `song.${extension}`)).toMatchObject({ code: 'has-video' });
  });

  test('is no name of a file: what looks like an option, a protocol, a pattern or a command is a name', async () => {
    const source = bench.make('plain.wav', ...noise(44_100, 1));
    const names = [
      '-i.wav',
      'http:a.wav',
      'concat:a|b.wav',
      '%03d.wav',
      "a'b$(touch x)`touch y`.wav",
      'a\nb.wav',
      'ä \u202e.wav',
    ];
    for (const name of names) {
      const path = write(name, readFileSync(source));
      expect(await analyse(path, name)).toMatchObject({ verdict: 'accepted' });
    }
    expect(readdirSync(bench.folder)).not.toContain('x');
  });
});

describe.skipIf(skipsWithout('ffmpeg', 'ffprobe'))('a playlist under the name of audio', () => {
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  let connections = 0;
  let url: URL;
  /** A file that is only there to be found out about, and the time it was last read. */
  const canary = join(bench.folder, 'canary.wav');
  const wasRead = () => statSync(canary).atimeMs > ARMED_MS;
  const ARMED_MS = 1_000_000_000_000;
  const arm = () => utimesSync(canary, ARMED_MS / 1_000, ARMED_MS / 1_000 + 1);

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/canary.wav`);
    bench.make('canary.wav', ...noise(44_100, 1));
    arm();
  });
  afterAll(() => server.close());

  test('would be followed by FFmpeg alone: the canaries sing', async () => {
    const list = playlists(canary, url);
    const follow = async (name: string) => {
      const [, bytes] = list.find(([candidate]) => candidate === name) ?? [];
      const path = write('bare.mp3', bytes ?? Buffer.alloc(0));
      const options = ['-v', 'quiet', '-nostdin', '-safe', '0', '-protocol_whitelist', 'file,http,tcp'];
      const bare = spawn('ffmpeg', [...options, '-i', path, '-f', 'null', '-'], { stdio: 'ignore' });
      await once(bare, 'exit');
    };
    await follow('ffconcat of a host');
    expect(connections).toBeGreaterThan(0);
    await follow('ffconcat of a file');
    expect(wasRead()).toBe(true);
    arm();
    connections = 0;
  });

  test('is refused, and neither the file nor the host it names is touched', async () => {
    const list = playlists(canary, url);
    expect(list).toHaveLength(40);
    const folder = join(bench.folder, 'lists');
    mkdirSync(folder);
    const accepted: string[] = [];
    for (const [at, [name, bytes]] of list.entries()) {
      const extension = ['mp3', 'wav', 'm4a', 'ogg'][at % 4];
      const path = write(`lists/${at}.${extension}`, bytes);
      if ((await analyse(path, `song.${extension}`)).verdict !== 'rejected') accepted.push(name);
      // The engine itself, without the sniffer in front of it.
      await bench.ports.engine.probe(path, work);
      for (const container of ['mp3', 'wav', 'mp4'] as const)
        await bench.ports.engine.decodeStart({ path, container }, 1, work);
    }
    expect(accepted).toEqual([]);
    expect(connections).toBe(0);
    expect(wasRead()).toBe(false);
  });

  test('in an M4A that refers to another file opens nothing', async () => {
    const path = bench.make('outer.m4a', ...noise(44_100, 1), '-c:a', 'aac');
    const bytes = readFileSync(path);
    // The data reference of "in this file" becomes one of a URL.
    const at = bytes.indexOf('url \0\0\0\x01', 0, 'latin1');
    bytes[at + 7] = 0;
    write('outer.m4a', bytes);
    await analyse(path, 'outer.m4a');
    expect(connections).toBe(0);
  });
});

describe.skipIf(skipsWithout('ffmpeg', 'ffprobe'))('a bomb', () => {
  test.each(BOMBS)('of %s ends in a verdict', async (_, extension, make) => {
    const path = write(`bomb.${extension}`, make());
    const analysis = await analyse(path, `bomb.${extension}`);
    expect(['accepted', 'rejected']).toContain(analysis.verdict);
    if (analysis.verdict === 'accepted') expect(analysis.cover).toBeNull();
  });

  test('of a day in 17 MB is refused after the hours that are allowed', async () => {
    const path = bench.make('day.flac', '-f', 'lavfi', '-i', 'anullsrc=r=8000:cl=mono', '-t', '86400');
    expect(statSync(path).size).toBeLessThan(20_000_000);
    expect(await analyse(path, 'day.flac')).toMatchObject({ code: 'too-long' });
  });
});
