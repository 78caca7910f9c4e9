// `node bench/src/audio/measure-estimates.ts FOLDER_OF_MIDI SOUNDFONT`: by hand; needs FFmpeg and FluidSynth. How often tempo and
// key are right, on renders of pieces whose files say both. Debian: openttd-openmsx, timgm6mb-soundfont, fluidsynth.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { midiFacts } from './midi-facts.ts';

const ANALYSIS = fileURLToPath(new URL('run-analysis.ts', import.meta.url));
const PITCHES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];
/** Four per cent, as the field's comparisons of tempo estimators have it. */
const TEMPO_TOLERANCE = 0.04;

const [music = '', soundFont = ''] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'dawg-bench-midi-'));
const counts = { tempo: 0, exact: 0, octave: 0, key: 0, keyExact: 0, keyRelated: 0 };
try {
  const files = readdirSync(music, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.mid'),
  );
  for (const name of files.toSorted()) {
    const facts = midiFacts(readFileSync(join(music, name)));
    const wav = join(folder, 'render.wav');
    execFileSync('fluidsynth', ['-ni', '-F', wav, '-r', '44100', soundFont, join(music, name)], {
      stdio: 'ignore',
    });
    const said = execFileSync(process.execPath, [ANALYSIS, wav], { encoding: 'utf8' });
    const { estimates } = JSON.parse(said) as {
      estimates: { tempo: { bpm: number } | null; key: { tonic: string; mode: string } | null } | null;
    };
    if (facts.bpm !== null) {
      const isTimes = (factor: number) =>
        Math.abs((estimates?.tempo?.bpm ?? 0) / (facts.bpm ?? 1) / factor - 1) <= TEMPO_TOLERANCE;
      counts.tempo += 1;
      if (isTimes(1)) counts.exact += 1;
      if ([1, 2, 0.5].some(isTimes)) counts.octave += 1;
    }
    const heard = estimates?.key ?? null;
    if (facts.key) {
      counts.key += 1;
      const isExact = heard?.tonic === PITCHES[facts.key.tonic] && heard?.mode === facts.key.mode;
      if (isExact) counts.keyExact += 1;
      if (isExact || (heard && isRelative(heard, facts.key))) counts.keyRelated += 1;
    }
    console.log(name, JSON.stringify(facts), JSON.stringify(estimates));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(counts);

/** C major for A minor, and the other way round. */
function isRelative(heard: { tonic: string; mode: string }, key: { tonic: number; mode: string }): boolean {
  const third = key.mode === 'major' ? 9 : 3;
  return heard.mode !== key.mode && heard.tonic === PITCHES[(key.tonic + third) % 12];
}
