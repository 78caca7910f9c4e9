// A process of its own: `run-peaks.ts SAMPLE_RATE CHANNELS FORMAT`, samples on stdin. The peaks alone, as the engine's program
// for the samples of a file keeps them; that finds the true peak as well.
import { createPeakMeter } from '@dawg/audio/peaks/peak-meter';
import { SAMPLE_FORMATS, type SampleFormatName } from '@dawg/audio/peaks/sample-format';
import { readSamples } from '@dawg/audio-engine/read-samples';

const [sampleRateHz = 0, channels = 0] = process.argv.slice(2, 4).map(Number);
const format = (process.argv[4] ?? '') as SampleFormatName;
const meter = createPeakMeter(sampleRateHz, channels, format);
const { bytes, view } = SAMPLE_FORMATS[format];
readSamples(channels * bytes, (piece) => meter.push(view(piece)));
console.log(meter.finish().length);
