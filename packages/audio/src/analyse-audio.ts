import { rejected, type Rejected } from './acceptance/rejection.ts';
import { AudioFailure } from './audio-failure.ts';
import type { AudioDescription } from './description/audio-description.ts';
import { describeAudio } from './description/describe-audio.ts';
import { MIN_LISTENING_SECONDS, type Estimates } from './estimates/estimates.ts';
import { parseKey } from './estimates/parse-key.ts';
import {
  examine,
  unlessTooCostly,
  type AudioPorts,
  type DeclaredFile,
  type Examined,
} from './inspect-audio.ts';
import type { Loudness } from './loudness/loudness.ts';
import { encodePeaks } from './peaks/encode-peaks.ts';
import { overviewOf } from './peaks/overview-of.ts';
import type { OverviewPeaks } from './peaks/overview.ts';
import type { Cover, Work } from './ports/audio-engine.ts';
import type { AudioTags } from './tags/audio-tags.ts';

/** Everything the product knows about the bytes of a file. */
export interface AcceptedAudio {
  readonly verdict: 'accepted';
  readonly description: AudioDescription;
  readonly tags: AudioTags;
  readonly cover: Cover | null;
  readonly peaks: {
    /** A file in the binary format of BBC's audiowaveform (`.dat`, 8 bits, version 2). */
    readonly dat: Uint8Array;
    readonly overview: OverviewPeaks;
  };
  readonly loudness: Loudness;
  readonly estimates: Estimates;
}

export type Analysis = Rejected | AcceptedAudio;

/**
 * Finds out all about a file on this machine's disk: the acceptance rule of `inspectAudio`, then one decoding of the
 * whole for its true duration, peaks and loudness, and a listen to its middle for tempo and key.
 * Throws `AudioFailure` when there is no verdict: the same file can be analysed later.
 */
export async function analyseAudio(ports: AudioPorts, file: DeclaredFile, work: Work): Promise<Analysis> {
  return unlessTooCostly(async () => {
    const examined = await examine(ports, file, work);
    return 'verdict' in examined ? examined : decodeAll(ports, examined, work);
  });
}

async function decodeAll(
  ports: AudioPorts,
  { audio, container, probe, sound, header }: Examined,
  work: Work,
): Promise<Analysis> {
  const measured = await ports.engine.measure(audio, sound, work);
  if (!measured || measured.sampleFrames === 0) return rejected('broken');
  if (measured.isCut)
    return rejected('too-long', { maxHours: Math.round(work.limits.maxDurationSeconds / 360) / 10 });
  const description = describeAudio(container, probe, sound, measured);
  return {
    verdict: 'accepted',
    description,
    tags: header.tags,
    cover: await coverOf(ports, header.cover?.bytes, work),
    peaks: { dat: encodePeaks(measured.peaks), overview: overviewOf(measured.peaks) },
    loudness: measured.loudness,
    estimates: await estimatesOf(ports, { audio, header }, description.durationSeconds ?? 0, work),
  };
}

/** A cover that cannot be read, or takes too much to read, is left out: it is not what the file is for. */
async function coverOf(
  { engine }: AudioPorts,
  picture: Uint8Array | undefined,
  work: Work,
): Promise<Cover | null> {
  try {
    return picture ? await engine.encodeCover(picture, work) : null;
  } catch (error) {
    if (error instanceof AudioFailure && error.code === 'too-costly') return null;
    throw error;
  }
}

async function estimatesOf(
  { engine }: AudioPorts,
  { audio, header }: Pick<Examined, 'audio' | 'header'>,
  durationSeconds: number,
  work: Work,
): Promise<Estimates> {
  const { bpm } = header.tags;
  const key = parseKey(header.tags.key ?? '');
  const isWorthIt = durationSeconds >= MIN_LISTENING_SECONDS && !(bpm && key);
  const heard = isWorthIt ? await engine.listen(audio, durationSeconds, work) : null;
  return {
    tempo: bpm ? { bpm, source: 'tag' } : heard?.bpm ? { bpm: heard.bpm, source: 'estimate' } : null,
    key: key ? { ...key, source: 'tag' } : heard?.key ? { ...heard.key, source: 'estimate' } : null,
  };
}
