import type { Probe, ProbedStream, Work } from '@dawg/audio/ports/audio-engine';
import { z } from 'zod';
import { collectOutput } from '../child/collect-output.ts';
import { ffprobeOrder, type FfmpegPrograms } from './ffmpeg-programs.ts';
import { fileUrl, PROBED_FORMATS } from './input-parameters.ts';

/** 64 streams of what is asked for are 40 KB. */
const MAX_ANSWER_BYTES = 2 ** 20;

const ENTRIES = [
  'format=format_name,probe_score,duration,bit_rate',
  'stream=codec_type,codec_name,sample_rate,channels,channel_layout,bits_per_sample,bits_per_raw_sample,bit_rate',
  'stream_disposition=attached_pic',
].join(':');

/** What ffprobe says of a file. Texts out of the file are not asked for. Null when it cannot read it. */
export async function probeFile(programs: FfmpegPrograms, path: string, work: Work): Promise<Probe | null> {
  const order = ffprobeOrder(
    programs,
    [
      ['-protocol_whitelist', 'file,pipe', '-format_whitelist', PROBED_FORMATS, '-max_streams', '64'],
      ['-of', 'json', '-show_entries', ENTRIES, fileUrl(path)],
    ].flat(),
    work,
  );
  const { exitCode, output } = await collectOutput(order, MAX_ANSWER_BYTES);
  if (exitCode !== 0) return null;
  const answer = ffprobeAnswer.safeParse(JSON.parse(output.toString('utf8')));
  if (!answer.success) return null;
  const { format, streams } = answer.data;
  return {
    formats: format.format_name.split(','),
    score: format.probe_score,
    durationSeconds: format.duration ?? null,
    bitRateBps: format.bit_rate ?? null,
    streams: streams.map(toStream),
  };
}

/** ffprobe writes most numbers as texts, and leaves out or writes `N/A` for what it does not know. */
const number = z.union([z.number(), z.string()]).transform((value) => {
  const read = Number(value);
  return Number.isFinite(read) ? read : undefined;
});

const ffprobeStream = z.object({
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  sample_rate: number.optional(),
  channels: number.optional(),
  channel_layout: z.string().optional(),
  bits_per_sample: number.optional(),
  bits_per_raw_sample: number.optional(),
  bit_rate: number.optional(),
  disposition: z.object({ attached_pic: z.number().optional() }).optional(),
});

const ffprobeAnswer = z.object({
  format: z.object({
    format_name: z.string(),
    probe_score: z.number(),
    duration: number.optional(),
    bit_rate: number.optional(),
  }),
  streams: z.array(ffprobeStream).max(64),
});

function toStream(stream: z.infer<typeof ffprobeStream>): ProbedStream {
  const codec = stream.codec_name ?? 'unknown';
  const kind = stream.codec_type;
  return {
    kind: kind === 'audio' || kind === 'video' ? kind : 'other',
    codec,
    isPicture: stream.disposition?.attached_pic === 1,
    sampleRateHz: stream.sample_rate || null,
    channels: stream.channels || null,
    channelLayout: stream.channel_layout ?? null,
    bitDepth: stream.bits_per_raw_sample || stream.bits_per_sample || null,
    isFloat: codec.startsWith('pcm_f'),
    bitRateBps: stream.bit_rate || null,
  };
}
