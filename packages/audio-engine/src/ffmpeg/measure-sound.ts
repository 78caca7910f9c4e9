import { CONTAINERS } from '@dawg/audio/acceptance/containers';
import { AudioFailure } from '@dawg/audio/audio-failure';
import type { LocalAudio, Measurements, Sound, Work } from '@dawg/audio/ports/audio-engine';
import { createInterface } from 'node:readline';
import { nodeProgram } from '../child/node-program.ts';
import { startChild } from '../child/run-child.ts';
import { ffmpegOrder, type FfmpegPrograms } from './ffmpeg-programs.ts';
import { inputParameters } from './input-parameters.ts';
import { readLoudness } from './loudness-lines.ts';
import { FFMPEG_SAMPLES, sampleFormatOf } from './sample-formats.ts';
import { soundAnswer, type SoundAnswer } from './sound-answer.ts';

const SOUND_PROGRAM = new URL('sound-program.ts', import.meta.url);

/**
 * Decodes a file once: FFmpeg writes the samples straight into a program of ours that keeps their peaks and finds the
 * true one, and tells the loudness on the side. Neither the samples nor the work on them come into this process.
 */
export async function measureSound(
  programs: FfmpegPrograms,
  file: LocalAudio,
  sound: Sound,
  work: Work,
): Promise<Measurements | null> {
  const { maxDurationSeconds } = work.limits;
  const soundOrder = nodeProgram(SOUND_PROGRAM, work);
  const shape = [String(sound.sampleRateHz), String(sound.channels), sampleFormatOf(sound)];
  const program = startChild({
    ...soundOrder,
    parameters: [...soundOrder.parameters, ...shape],
    stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
  });
  const answered = answerOf(program);
  const pipe = program.process.stdin;
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
  const { truePeak, ...sampled } = measured;
  const loudness = loudnessLines.finish(durationSeconds, truePeak);
  if (!loudness) return null;
  return { ...sampled, isCut: durationSeconds > maxDurationSeconds, loudness };
}

/** How a file is decoded to its samples on stdout and, with them, to the lines of the loudness meter. */
export function measureParameters(file: LocalAudio, sound: Sound, maxSeconds: number): readonly string[] {
  // The converters keep the branches apart: else both get what the meter wants, and 24 bits are rounded to 16, not cut.
  // The meter's own true peak takes twice as long as all the rest of it: our program finds that.
  const graph = [
    '[0:a:0]asplit=2[left][right]',
    '[left]aresample[samples]',
    '[right]aresample,ebur128[metered]',
  ].join(';');
  const { codec, muxer } = FFMPEG_SAMPLES[sampleFormatOf(sound)];
  // A stream may change its rate or channels on the way; the peaks stay in those it began with.
  const shape = ['-ar', String(sound.sampleRateHz), '-ac', String(sound.channels)];
  return [
    ['-t', String(maxSeconds), ...packetsOf(file), ...inputParameters(file), '-filter_complex', graph],
    // Not a writing to the pipe for every packet.
    ['-map', '[samples]', ...shape, '-c:a', codec, '-flush_packets', '0', '-f', muxer, 'pipe:1'],
    ['-map', '[metered]', '-f', 'null', '-'],
  ].flat();
}

/** FFmpeg reads a WAV in packets of 4 KiB, and spends more on a packet than on what is in it. */
function packetsOf({ container }: LocalAudio): readonly string[] {
  return CONTAINERS[container].demuxer === 'wav' ? ['-max_size', String(2 ** 16)] : [];
}

async function answerOf({ process: child, ended }: ReturnType<typeof startChild>): Promise<SoundAnswer> {
  let answer: unknown;
  child.once('message', (message) => (answer = message));
  const { exitCode, errors } = await ended;
  const parsed = soundAnswer.safeParse(answer);
  if (!parsed.success)
    throw new AudioFailure(
      'engine-failed',
      `the sound's program ended with ${exitCode}: ${errors.slice(-500)}`,
    );
  return parsed.data;
}
