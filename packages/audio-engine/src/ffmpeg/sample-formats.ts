import type { Sound } from '@dawg/audio/ports/audio-engine';
import type { SampleFormatName } from '@dawg/audio/peaks/sample-format';

/** FFmpeg's names for samples that are passed to a program of ours: codec and muxer. */
export const FFMPEG_SAMPLES = {
  int16: { codec: 'pcm_s16le', muxer: 's16le' },
  int32: { codec: 'pcm_s32le', muxer: 's32le' },
  float32: { codec: 'pcm_f32le', muxer: 'f32le' },
} as const satisfies Record<SampleFormatName, { codec: string; muxer: string }>;

/** The smallest in which nothing is lost: what is decoded to floats may go above full scale, and has its true peak there. */
export function sampleFormatOf({ bitDepth, isFloat }: Sound): SampleFormatName {
  if (bitDepth === null || isFloat) return 'float32';
  return bitDepth <= 16 ? 'int16' : 'int32';
}
