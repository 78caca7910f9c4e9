import type { Work } from '@dawg/audio/ports/audio-engine';
import type { ChildOrder } from '../child/run-child.ts';

/** Where FFmpeg is. */
export interface FfmpegPrograms {
  /** A name or a path. */
  readonly ffmpeg: string;
  readonly ffprobe: string;
  /** Folders that names are looked for in, as in `PATH`. */
  readonly searchPath: string;
}

export function ffmpegOrder(
  programs: FfmpegPrograms,
  parameters: readonly string[],
  work: Work,
): Omit<ChildOrder, 'stdio'> {
  return {
    command: programs.ffmpeg,
    // Its last line says why it ended, so it has to say something; -nostdin because a terminal is none of its business.
    parameters: ['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'info', ...parameters],
    ...limitsOf(programs, work),
  };
}

export function ffprobeOrder(
  programs: FfmpegPrograms,
  parameters: readonly string[],
  work: Work,
): Omit<ChildOrder, 'stdio'> {
  return {
    command: programs.ffprobe,
    parameters: ['-hide_banner', '-loglevel', 'error', ...parameters],
    ...limitsOf(programs, work),
  };
}

function limitsOf({ searchPath }: FfmpegPrograms, { limits, signal }: Work) {
  return {
    searchPath,
    signal,
    maxSeconds: limits.maxSeconds,
    limits: {
      cpuSeconds: limits.maxCpuSeconds,
      memoryBytes: limits.maxMemoryBytes,
      outputBytes: limits.maxOutputBytes,
    },
  };
}
