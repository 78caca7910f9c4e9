// Run as a process of its own: `sound-program.ts SAMPLE_RATE CHANNELS FORMAT`, samples on stdin, the answer by message.
import { createTruePeakMeter } from '@dawg/audio/loudness/true-peak-meter';
import { createPeakMeter } from '@dawg/audio/peaks/peak-meter';
import { SAMPLE_FORMATS, type SampleFormatName } from '@dawg/audio/peaks/sample-format';
import { endianness } from 'node:os';
import { readSamples } from './read-samples.ts';
import type { SoundAnswer } from './sound-answer.ts';

const [sampleRateHz = 0, channels = 0] = process.argv.slice(2, 4).map(Number);
const format = (process.argv[4] ?? '') as SampleFormatName; // of our own order
const { bytes: sampleBytes, fullScale, view } = SAMPLE_FORMATS[format];
if (endianness() !== 'LE') throw new Error('samples are read as they lie in memory: little-endian only');
const meter = createPeakMeter(sampleRateHz, channels, format);
const truePeakMeter = createTruePeakMeter(sampleRateHz, channels);
readSamples(channels * sampleBytes, (bytes) => {
  const samples = view(bytes);
  meter.push(samples);
  truePeakMeter.push(samples);
});
const peaks = meter.finish();
const answer: SoundAnswer = {
  sampleFrames: meter.sampleFrames,
  truePeak: truePeakMeter.finish() / fullScale,
  // A view would send all that is behind it.
  peaks: { ...peaks, values: peaks.values.slice() },
};
process.send?.(answer, undefined, undefined, () => process.disconnect());
