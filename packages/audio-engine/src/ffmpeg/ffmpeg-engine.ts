import type { AudioEngine, EngineState } from '@dawg/audio/ports/audio-engine';
import { decodeStart } from './decode-start.ts';
import { encodeCover } from './encode-cover.ts';
import { encodeFile } from './encode-file.ts';
import type { FfmpegPrograms } from './ffmpeg-programs.ts';
import { findFfmpeg } from './find-ffmpeg.ts';
import { listenToMiddle } from './listen-to-middle.ts';
import { measureSound } from './measure-sound.ts';
import { probeFile } from './probe-file.ts';

/** After this a missing FFmpeg is looked for again: somebody may have installed it. */
const LOOK_AGAIN_MS = 60_000;

/**
 * The audio engine on the `ffmpeg` and `ffprobe` of this machine.
 * @param programs names or paths, and the folders that names are looked for in (the server's `PATH`)
 */
export function createFfmpegEngine(programs: FfmpegPrograms): AudioEngine {
  let looked: { readonly state: Promise<EngineState>; readonly at: number } | null = null;

  async function state(): Promise<EngineState> {
    looked ??= { state: findFfmpeg(programs), at: Date.now() };
    const found = await looked.state;
    if (found.state === 'missing' && Date.now() - looked.at > LOOK_AGAIN_MS) looked = null;
    return found;
  }

  return {
    state,
    probe: (path, work) => probeFile(programs, path, work),
    decodeStart: (file, seconds, work) => decodeStart(programs, file, seconds, work),
    measure: (file, sound, work) => measureSound(programs, file, sound, work),
    listen: (file, durationSeconds, work) => listenToMiddle(programs, file, durationSeconds, work),
    encode: (file, outputPath, recipe, work) => encodeFile(programs, file, outputPath, recipe, work),
    encodeCover: (picture, work) => encodeCover(programs, picture, work),
  };
}
