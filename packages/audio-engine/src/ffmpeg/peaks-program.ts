// Run as a process of its own: `peaks-program.ts SAMPLE_RATE CHANNELS`, samples of 16 bits on stdin, the answer by message.
import { createPeakMeter } from '@dawg/audio/peaks/peak-meter';
import { endianness } from 'node:os';
import type { PeaksAnswer } from './peaks-answer.ts';
import { readSamples } from './read-samples.ts';

const [sampleRateHz = 0, channels = 0] = process.argv.slice(2).map(Number);
const meter = createPeakMeter(sampleRateHz, channels);
if (endianness() !== 'LE') throw new Error('samples are read as they lie in memory: little-endian only');
readSamples(channels * 2, (bytes) =>
  meter.push(new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)),
);
const peaks = meter.finish();
const answer: PeaksAnswer = {
  sampleFrames: meter.sampleFrames,
  // A view would send all that is behind it.
  peaks: { ...peaks, values: peaks.values.slice() },
};
process.send?.(answer, undefined, undefined, () => process.disconnect());
