import { DEFAULT_LIMITS } from '@dawg/audio/analysis-limits';
import type { EngineState } from '@dawg/audio/ports/audio-engine';
import { collectOutput } from '../child/collect-output.ts';
import type { FfmpegPrograms } from './ffmpeg-programs.ts';

/** Older ones do not know BW64, nor the options that keep them from other files. */
const OLDEST_MAJOR = 5;
/** What previews and transcoding need; a build without them is not whole. */
const NEEDED_ENCODERS = ['libmp3lame', 'libopus', 'aac', 'flac', 'pcm_s24le', 'mjpeg'];
const NEVER = new AbortController().signal;

/** Whether a usable FFmpeg is there. Never throws: what is wrong is said to the operator. */
export async function findFfmpeg(programs: FfmpegPrograms): Promise<EngineState> {
  const install = 'Install FFmpeg 5 or newer (Debian: apt-get install ffmpeg).';
  const [ffmpeg, ffprobe] = await Promise.all([
    answerOf(programs, programs.ffmpeg, '-version'),
    answerOf(programs, programs.ffprobe, '-version'),
  ]);
  if (ffmpeg === null || ffprobe === null)
    return missing(`${ffmpeg === null ? programs.ffmpeg : programs.ffprobe} was not found. ${install}`);
  // A release, or a build of the day: `N-109468-gd39b34123d`.
  const [, version = '', major = ''] = /^ffmpeg version (\D?(\d+)\S*)/.exec(ffmpeg) ?? [];
  if (version === '') return missing(`${programs.ffmpeg} is not FFmpeg. ${install}`);
  const isRelease = /^n?\d+\./.test(version);
  if (isRelease && Number(major) < OLDEST_MAJOR) return missing(`FFmpeg ${version} is too old. ${install}`);
  const encoders = (await answerOf(programs, programs.ffmpeg, '-hide_banner', '-encoders')) ?? '';
  const lacking = NEEDED_ENCODERS.filter((name) => !new RegExp(`^\\s\\S+\\s+${name}\\s`, 'm').test(encoders));
  return lacking.length > 0
    ? missing(`FFmpeg ${version} was built without ${lacking.join(', ')}. ${install}`)
    : { state: 'ready', name: 'FFmpeg', version };
}

function missing(problem: string): EngineState {
  return { state: 'missing', problem };
}

/** What a program prints; null when it is not there or fails. */
async function answerOf(
  { searchPath }: FfmpegPrograms,
  command: string,
  ...parameters: readonly string[]
): Promise<string | null> {
  const limits = { cpuSeconds: 10, memoryBytes: DEFAULT_LIMITS.maxMemoryBytes, outputBytes: 0 };
  const order = { command, parameters, searchPath, limits, maxSeconds: 10, signal: NEVER };
  try {
    const { exitCode, output } = await collectOutput(order, 2 ** 20);
    return exitCode === 0 ? output.toString('utf8') : null;
  } catch {
    return null; // said by the caller, with what to do
  }
}
