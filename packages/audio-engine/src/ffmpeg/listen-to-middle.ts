import { LISTENING_RATE_HZ } from '@dawg/audio/estimates/estimate-tempo';
import { AudioFailure } from '@dawg/audio/audio-failure';
import type { Listening, LocalAudio, Work } from '@dawg/audio/ports/audio-engine';
import { nodeProgram } from '../child/node-program.ts';
import { startChild } from '../child/run-child.ts';
import { ffmpegOrder, type FfmpegPrograms } from './ffmpeg-programs.ts';
import { inputParameters } from './input-parameters.ts';
import { listenAnswer } from './listen-answer.ts';

const LISTEN_PROGRAM = new URL('listen-program.ts', import.meta.url);
/** Beginnings and ends have no beat; two minutes of the middle have one if any has. */
const LISTEN_SECONDS = 120;

/** Tempo and key of the middle of a file. Nothing heard is null, not a failure. */
export async function listenToMiddle(
  programs: FfmpegPrograms,
  file: LocalAudio,
  durationSeconds: number,
  work: Work,
): Promise<Listening> {
  const start = Math.max(0, (durationSeconds - LISTEN_SECONDS) / 2);
  const listener = startChild({
    ...nodeProgram(LISTEN_PROGRAM, work),
    stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
  });
  const pipe = listener.process.stdin;
  if (!pipe) throw new AudioFailure('engine-failed', 'no pipe');
  let answer: unknown;
  listener.process.once('message', (message) => (answer = message));
  const parameters = [
    ['-ss', String(start), '-t', String(LISTEN_SECONDS), ...inputParameters(file), '-map', '0:a:0'],
    ['-ac', '1', '-ar', String(LISTENING_RATE_HZ), '-t', String(LISTEN_SECONDS), '-f', 'f32le', 'pipe:1'],
  ].flat();
  const decoder = startChild({
    ...ffmpegOrder(programs, parameters, work),
    stdio: ['ignore', pipe, 'pipe'],
  });
  pipe.destroy();
  const [, { exitCode, errors }] = await Promise.all([decoder.ended, listener.ended]);
  const parsed = listenAnswer.safeParse(answer);
  if (!parsed.success)
    throw new AudioFailure('engine-failed', `listening ended with ${exitCode}: ${errors.slice(-500)}`);
  return parsed.data;
}
