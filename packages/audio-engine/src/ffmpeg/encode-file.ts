import { AudioFailure } from '@dawg/audio/audio-failure';
import type { LocalAudio, Work } from '@dawg/audio/ports/audio-engine';
import type { Recipe } from '@dawg/audio/previews/recipes';
import { rm } from 'node:fs/promises';
import { collectOutput } from '../child/collect-output.ts';
import { ffmpegOrder, type FfmpegPrograms } from './ffmpeg-programs.ts';
import { fileUrl, inputParameters } from './input-parameters.ts';
import { RECIPE_PARAMETERS } from './recipe-parameters.ts';

/** Turns a file into another. What is there already is not overwritten; what was begun and not finished is removed. */
export async function encodeFile(
  programs: FfmpegPrograms,
  file: LocalAudio,
  outputPath: string,
  recipe: Recipe,
  work: Work,
): Promise<void> {
  const parameters = [
    ['-n', '-t', String(work.limits.maxDurationSeconds + 1), ...inputParameters(file), '-map', '0:a:0'],
    ['-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact'],
    ['-threads', '1', ...RECIPE_PARAMETERS[recipe], fileUrl(outputPath)],
  ].flat();
  let isWhole = false;
  try {
    const { exitCode, errors } = await collectOutput(ffmpegOrder(programs, parameters, work), 0);
    if (exitCode !== 0) throw new AudioFailure('engine-failed', errors.slice(-500));
    isWhole = true;
  } finally {
    if (!isWhole) await rm(outputPath, { force: true });
  }
}
