import type { Cover, Work } from '@dawg/audio/ports/audio-engine';
import { collectOutput } from '../child/collect-output.ts';
import { ffmpegOrder, type FfmpegPrograms } from './ffmpeg-programs.ts';

const MAX_SIDE_PIXELS = 600;
/** 50 megapixels decode to 200 MB. */
const MAX_PIXELS = 50_000_000;
const MAX_COVER_BYTES = 2 ** 20;
const MAX_SECONDS = 30;

/** The pictures that are read, by their first bytes, each with the demuxer that is forced. SVG is none of them. */
const PICTURES = [
  { magic: /^\xff\xd8\xff/, demuxer: 'jpeg_pipe' },
  { magic: /^\x89PNG\r\n\x1a\n/, demuxer: 'png_pipe' },
  { magic: /^RIFF[^]{4}WEBP/, demuxer: 'webp_pipe' },
  { magic: /^GIF8[79]a/, demuxer: 'gif' },
  { magic: /^BM/, demuxer: 'bmp_pipe' },
];

/** A cover as a JPEG of at most 600 × 600, made anew from its pixels; null when it is no picture that can be read. */
export async function encodeCover(
  programs: FfmpegPrograms,
  picture: Uint8Array,
  work: Work,
): Promise<Cover | null> {
  const start = String.fromCharCode(...picture.subarray(0, 16));
  const demuxer = PICTURES.find(({ magic }) => magic.test(start))?.demuxer;
  if (!demuxer) return null;
  const fit = `scale=w='min(${MAX_SIDE_PIXELS},iw)':h='min(${MAX_SIDE_PIXELS},ih)':force_original_aspect_ratio=decrease`;
  const parameters = [
    ['-threads', '1', '-protocol_whitelist', 'pipe', '-format_whitelist', demuxer, '-f', demuxer],
    ['-max_pixels', String(MAX_PIXELS), '-i', 'pipe:0', '-map', '0:v:0', '-frames:v', '1'],
    ['-map_metadata', '-1', '-vf', `${fit},format=yuvj420p`],
    ['-fflags', '+bitexact', '-flags:v', '+bitexact'],
    ['-c:v', 'mjpeg', '-q:v', '3', '-f', 'mjpeg', 'pipe:1'],
  ].flat();
  const order = ffmpegOrder(programs, parameters, work);
  const { exitCode, output } = await collectOutput(
    { ...order, maxSeconds: Math.min(order.maxSeconds, MAX_SECONDS) },
    MAX_COVER_BYTES,
    picture,
  );
  return exitCode === 0 && output.length > 0 ? { bytes: output, contentType: 'image/jpeg' } : null;
}
