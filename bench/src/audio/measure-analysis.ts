// `node bench/src/audio/measure-analysis.ts [--write]`: by hand, for minutes; needs FFmpeg. What the analysis of a file costs.
import { DEFAULT_LIMITS } from '@dawg/audio/analysis-limits';
import { createHeaderReader } from '@dawg/audio-engine/header-reader';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { watchPeakMemory } from '../harness/process-tree.ts';
import { markdownTable, textTable, type Table } from '../harness/result-table.ts';
import { median } from '../harness/statistics.ts';
import { withLibrarySection } from '../library/library-section.ts';

const REPORT = new URL('../../../docs/benchmarks.md', import.meta.url);
const PEAKS = fileURLToPath(new URL('run-peaks.ts', import.meta.url));
const ANALYSIS = fileURLToPath(new URL('run-analysis.ts', import.meta.url));
const ROUNDS = 3;
const MINUTES = 10;

const folder = await mkdtemp(join(tmpdir(), 'dawg-bench-audio-'));
try {
  const noise = (minutes: number) =>
    `-f lavfi -i anoisesrc=d=${minutes * 60}:c=pink:a=0.4:r=44100 -ac 2`.split(' ');
  const make = (name: string, ...parameters: readonly string[]) => {
    const path = join(folder, name);
    execFileSync('ffmpeg', ['-v', 'error', ...parameters, path]);
    return path;
  };
  const wav = make('a.wav', ...noise(MINUTES));
  const formats = [
    ['wav', wav],
    ['flac', make('a.flac', '-i', wav)],
    ['mp3 192k', make('a.mp3', '-i', wav, '-b:a', '192k')],
    ['m4a aac', make('a.m4a', '-i', wav, '-b:a', '192k')],
    ['ogg vorbis', make('a.ogg', '-i', wav, '-c:a', 'libvorbis')],
    ['opus', make('a.opus', '-i', wav, '-c:a', 'libopus')],
  ] as const;

  const cost: string[][] = [
    [
      '10 min of',
      'null decode, CPU s',
      'peaks, CPU s',
      'peaks ÷ null',
      'all but tempo and key, CPU s',
      '× real time',
      'all, CPU s',
      '× real time',
      'server’s longest delay, ms',
    ],
  ];
  for (const [name, path] of formats) {
    const rounds = Array.from({ length: ROUNDS }, () => {
      const decode = `ffmpeg -v error -nostdin -threads 1 -i ${path}`;
      const [nothing] = cpuOf(`${decode} -f null -`);
      const isWhole = name === 'wav' || name === 'flac';
      const samples = isWhole ? ['s16le', 'int16'] : ['f32le', 'float32'];
      const packets = name === 'wav' ? '-max_size 65536' : '';
      const [peaks] = cpuOf(
        [
          `ffmpeg -v error -nostdin -threads 1 ${packets} -i ${path}`,
          `-flush_packets 0 -c:a pcm_${samples[0]} -f ${samples[0]} pipe:1 |`,
          `${process.execPath} ${PEAKS} ${name === 'opus' ? 48_000 : 44_100} 2 ${samples[1]}`,
        ].join(' '),
      );
      // What one file more costs a worker that is running and has found its FFmpeg.
      const further = (listening: string) => {
        const [once] = cpuOf(`${process.execPath} ${ANALYSIS} ${path} ${listening} 1`);
        const [twice, said] = cpuOf(`${process.execPath} ${ANALYSIS} ${path} ${listening} 2`);
        return [twice - once, said] as const;
      };
      const [measured] = further('skip');
      const [all, said] = further('listen');
      const { longestDelayMs } = JSON.parse(said) as { longestDelayMs: number };
      return { nothing, peaks, measured, all, longestDelayMs };
    });
    const of = (key: keyof (typeof rounds)[number]) => median(rounds.map((round) => round[key]));
    const times = (key: 'measured' | 'all') => ((MINUTES * 60) / of(key)).toFixed(0);
    cost.push([
      name,
      of('nothing').toFixed(2),
      of('peaks').toFixed(2),
      (of('peaks') / of('nothing')).toFixed(2),
      of('measured').toFixed(2),
      times('measured'),
      of('all').toFixed(2),
      times('all'),
      Math.max(...rounds.map((round) => round.longestDelayMs)).toFixed(0),
    ]);
    console.error(cost.at(-1)?.join(' | '));
  }

  const memory: string[][] = [['FLAC of', 'all processes together, peak MB']];
  for (const minutes of [MINUTES, 60]) {
    const path = make(`long-${minutes}.flac`, ...noise(minutes));
    const child = spawn(process.execPath, [ANALYSIS, path], { stdio: 'ignore' });
    const peak = watchPeakMemory(child.pid ?? 0);
    await once(child, 'exit');
    memory.push([`${minutes} min`, (peak.stop() / 1e6).toFixed(0)]);
  }

  const long = make('long.wav', ...noise(20));
  const header: string[][] = [['file', 'size, MB', 'bytes read for its header', 'reads']];
  for (const [name, path] of [
    ['wav', long],
    ['flac', make('l.flac', '-i', long)],
    ['mp3', make('l.mp3', '-i', long, '-b:a', '320k')],
    ['m4a, index behind', make('l.m4a', '-i', long, '-b:a', '256k')],
    ['m4a, index in front', make('f.m4a', '-i', long, '-b:a', '256k', '-movflags', '+faststart')],
    ['ogg', make('l.ogg', '-i', long, '-c:a', 'libvorbis')],
    ['webm', make('l.webm', '-i', long, '-c:a', 'libopus')],
  ] as const)
    header.push([name, ...(await headerReads(path))]);

  for (const table of [cost, memory, header]) console.log(textTable(table));
  if (process.argv.includes('--write')) {
    const text = section(cost, memory, header);
    await writeFile(REPORT, withLibrarySection(await readFile(REPORT, 'utf8'), text));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

function section(cost: Table, memory: Table, header: Table): string {
  return [
    '## Audio: what an analysis costs',
    `Pink noise of 44.1 kHz stereo, 16 bits where the format has bits; processor time of all processes, on a machine that others used meanwhile. Aims: peaks ≤ 1.5 × a null decode (wav ≤ 2 ×), all with loudness ≥ 150 × real time, 60 minutes of FLAC in < 200 MB, no delay of the server above 50 ms.`,
    markdownTable(cost),
    markdownTable(memory),
    'Twenty minutes of each, read by ranges of at least 64 KiB:',
    markdownTable(header),
  ].join('\n\n');
}

/** Processor seconds of a command line with all it starts, and what it printed. */
function cpuOf(command: string): readonly [number, string] {
  const script = `TIMEFORMAT='%U %S'; { time { ( ${command} ; ) 2>/dev/null ; } ; } 2>&1`;
  const lines = execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split('\n');
  const [user = 0, system = 0] = (lines.at(-1) ?? '').split(' ').map(Number);
  return [user + system, lines.slice(0, -1).join('\n')];
}

async function headerReads(path: string): Promise<readonly [string, string, string]> {
  const file = await open(path);
  const { size } = await file.stat();
  let [bytes, reads] = [0, 0];
  const source = {
    sizeBytes: size,
    async read(offset: number, length: number) {
      reads += 1;
      const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, offset);
      bytes += bytesRead;
      return buffer.subarray(0, bytesRead);
    },
  };
  const work = { limits: DEFAULT_LIMITS, signal: new AbortController().signal };
  await createHeaderReader().readRanges(source, work);
  await file.close();
  return [(size / 1e6).toFixed(0), String(bytes), String(reads)];
}
