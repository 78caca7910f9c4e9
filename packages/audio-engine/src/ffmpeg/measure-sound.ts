import { AudioFailure } from '@dawg/audio/audio-failure';
import type { LocalAudio, Measurements, Sound, Work } from '@dawg/audio/ports/audio-engine';
import { createInterface } from 'node:readline';
import { nodeProgram } from '../child/node-program.ts';
import { startChild } from '../child/run-child.ts';
import { ffmpegOrder, type FfmpegPrograms } from './ffmpeg-programs.ts';
import { inputParameters } from './input-parameters.ts';
import { readLoudness } from './loudness-lines.ts';
import { peaksAnswer, type PeaksAnswer } from './peaks-answer.ts';

const PEAKS_PROGRAM = new URL('peaks-program.ts', import.meta.url);

/**
 * Decodes a file once: FFmpeg writes the samples straight into a program of ours that keeps their peaks, and tells the
 * loudness on the side. Neither the samples nor the work on them come into this process.
 */
export async function measureSound(
  programs: FfmpegPrograms,
  file: LocalAudio,
  sound: Sound,
  work: Work,
): Promise<Measurements | null> {
  const { maxDurationSeconds } = work.limits;
  const peaksOrder = nodeProgram(PEAKS_PROGRAM, work);
  const peaks = startChild({
    ...peaksOrder,
    parameters: [...peaksOrder.parameters, String(sound.sampleRateHz), String(sound.channels)],
    stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
  });
  const answered = answerOf(peaks);
  const pipe = peaks.process.stdin;
  if (!pipe) throw new AudioFailure('engine-failed', 'no pipe');
  const order = ffmpegOrder(programs, measureParameters(file, sound, maxDurationSeconds + 1), work);
  const decoder = startChild({ ...order, stdio: ['ignore', pipe, 'pipe'] });
  pipe.destroy(); // the decoder holds the only writing end now: when it ends, the samples end

  const loudnessLines = readLoudness();
  const { stderr } = decoder.process;
  if (stderr) createInterface({ input: stderr }).on('line', (line) => loudnessLines.push(line));
  const [{ exitCode }, measured] = await Promise.all([decoder.ended, answered]);
  if (exitCode !== 0) return null;
  const durationSeconds = measured.sampleFrames / sound.sampleRateHz;
  const loudness = loudnessLines.finish(durationSeconds);
  if (!loudness) return null;
  return { ...measured, isCut: durationSeconds > maxDurationSeconds, loudness };
}

function measureParameters(file: LocalAudio, sound: Sound, maxSeconds: number): readonly string[] {
  // The converters keep the branches apart: else both get what the meter wants, and 24 bits are rounded to 16, not cut.
  const graph = [
    '[0:a:0]asplit=2[left][right]',
    '[left]aresample[samples]',
    '[right]aresample,ebur128=peak=true[metered]',
  ].join(';');
  // A stream may change its rate or channels on the way; the peaks stay in those it began with.
  const shape = ['-ar', String(sound.sampleRateHz), '-ac', String(sound.channels)];
  return [
    ['-t', String(maxSeconds), ...inputParameters(file), '-filter_complex', graph],
    ['-map', '[samples]', ...shape, '-c:a', 'pcm_s16le', '-f', 's16le', 'pipe:1'],
    ['-map', '[metered]', '-f', 'null', '-'],
  ].flat();
}

async function answerOf({ process: child, ended }: ReturnType<typeof startChild>): Promise<PeaksAnswer> {
  let answer: unknown;
  child.once('message', (message) => (answer = message));
  const { exitCode, errors } = await ended;
  const parsed = peaksAnswer.safeParse(answer);
  if (!parsed.success)
    throw new AudioFailure('engine-failed', `peaks ended with ${exitCode}: ${errors.slice(-500)}`);
  return parsed.data;
}
