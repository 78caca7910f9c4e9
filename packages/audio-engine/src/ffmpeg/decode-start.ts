import { AudioFailure } from '@dawg/audio/audio-failure';
import type { LocalAudio, Work } from '@dawg/audio/ports/audio-engine';
import { startChild } from '../child/run-child.ts';
import { ffmpegOrder, type FfmpegPrograms } from './ffmpeg-programs.ts';
import { inputParameters } from './input-parameters.ts';

/** Mono of 8 kHz: enough to see that there is sound, little to pass on. */
const RATE_HZ = 8_000;

/** Samples that the first `seconds` decode to, at a low rate; 0 when the decoder gives up before any. */
export async function decodeStart(
  programs: FfmpegPrograms,
  file: LocalAudio,
  seconds: number,
  work: Work,
): Promise<number> {
  const parameters = [
    ['-t', String(seconds), ...inputParameters(file)],
    ['-map', '0:a:0', '-ac', '1', '-ar', String(RATE_HZ), '-f', 's16le', 'pipe:1'],
  ].flat();
  const order = ffmpegOrder(programs, parameters, work);
  const { process: child, ended } = startChild({ ...order, stdio: ['ignore', 'pipe', 'pipe'] });
  let bytes = 0;
  child.stdout?.on('data', (piece: Buffer) => {
    bytes += piece.length;
    // A header may claim a rate that turns one sample into hours.
    if (bytes > seconds * RATE_HZ * 4) child.stdout?.destroy();
  });
  await ended;
  if (bytes > seconds * RATE_HZ * 4) throw new AudioFailure('too-costly', 'more sound than time');
  return bytes / 2;
}
