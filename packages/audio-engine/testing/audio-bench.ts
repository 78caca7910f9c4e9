import { DEFAULT_LIMITS, type AnalysisLimits } from '@dawg/audio/analysis-limits';
import type { AudioPorts } from '@dawg/audio/inspect-audio';
import type { Work } from '@dawg/audio/ports/audio-engine';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFfmpegEngine } from '../src/ffmpeg/ffmpeg-engine.ts';
import { createHeaderReader } from '../src/headers/header-reader.ts';

/** A folder, the engine, and a way to make files: what tests on real files need. */
export interface AudioBench {
  readonly folder: string;
  readonly ports: AudioPorts;
  readonly work: Work;
  /** Makes a file by FFmpeg and says where it is. */
  make(name: string, ...parameters: readonly string[]): string;
  /** `declaredName` is the name of the file itself unless another is given. */
  declared(path: string, declaredName?: string): { path: string; declaredName: string; declaredType: string };
  close(): void;
}

export function openAudioBench(limits: Partial<AnalysisLimits> = {}): AudioBench {
  const folder = mkdtempSync(join(tmpdir(), 'dawg-audio-'));
  return {
    folder,
    ports: {
      engine: createFfmpegEngine({
        ffmpeg: 'ffmpeg',
        ffprobe: 'ffprobe',
        searchPath: process.env['PATH'] ?? '',
      }),
      headers: createHeaderReader(),
    },
    work: workWith(limits),
    make(name, ...parameters) {
      const path = join(folder, name);
      const { status, stderr } = spawnSync('ffmpeg', ['-v', 'error', '-y', ...parameters, path]);
      if (status !== 0) throw new Error(`${name}: ${stderr.toString()}`);
      return path;
    },
    declared: (path, declaredName = path) => ({ path, declaredName, declaredType: '' }),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function workWith(limits: Partial<AnalysisLimits> = {}, signal = new AbortController().signal): Work {
  return { limits: { ...DEFAULT_LIMITS, ...limits }, signal };
}

/** A second of noise a channel, the same each time. */
export function noise(rateHz: number, channels: number, seconds = 1): readonly string[] {
  const source = `anoisesrc=d=${seconds}:c=pink:r=${rateHz}:a=0.5:s=7`;
  const layout = channels === 1 ? 'mono' : channels === 2 ? 'stereo' : '5.1';
  return ['-f', 'lavfi', '-i', `${source},aformat=channel_layouts=${layout}`];
}
