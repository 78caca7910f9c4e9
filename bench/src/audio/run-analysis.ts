// A process of its own, so that its time and memory can be told: `run-analysis.ts PATH listen|skip TIMES` analyses a file
// so many times and prints what it saw.
import { analyseAudio } from '@dawg/audio/analyse-audio';
import { DEFAULT_LIMITS } from '@dawg/audio/analysis-limits';
import { createFfmpegEngine } from '@dawg/audio-engine/ffmpeg-engine';
import { createHeaderReader } from '@dawg/audio-engine/header-reader';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const [path = '', listening = 'listen', times = '1'] = process.argv.slice(2);
const ffmpeg = createFfmpegEngine({
  ffmpeg: 'ffmpeg',
  ffprobe: 'ffprobe',
  searchPath: process.env['PATH'] ?? '',
});
const engine =
  listening === 'listen' ? ffmpeg : { ...ffmpeg, listen: async () => ({ bpm: null, key: null }) };
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const analyse = () =>
  analyseAudio(
    { engine, headers: createHeaderReader() },
    { path, declaredName: path, declaredType: '' },
    { limits: DEFAULT_LIMITS, signal: new AbortController().signal },
  );
let analysis = await analyse();
for (let time = 1; time < Number(times); time += 1) analysis = await analyse();
const estimates = analysis.verdict === 'accepted' ? analysis.estimates : null;
console.log(JSON.stringify({ verdict: analysis.verdict, longestDelayMs: delay.max / 1e6, estimates }));
