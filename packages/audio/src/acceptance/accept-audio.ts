import { audioFormatOf } from '@dawg/contract/audio-formats';
import type { Probe, ProbedStream } from '../ports/audio-engine.ts';
import { allowsCodec, CONTAINERS, type Container, type ContainerFacts } from './containers.ts';
import { rejected, type Rejected } from './rejection.ts';
import type { SniffedType } from './sniff-container.ts';

/** Below this FFmpeg guesses: an ELF binary named `.mp3` has a score of 1. */
const LEAST_SCORE = 25;

/** The one stream that is the sound of a file, complete enough to be decoded. */
export interface SoundStream extends ProbedStream {
  readonly sampleRateHz: number;
  readonly channels: number;
}

/** The container that name, declared type and bytes agree on, or what is the matter. */
export function agreedContainer(
  sniffed: SniffedType,
  declaredName: string,
  declaredType: string,
): Container | Rejected {
  if (sniffed.container === null) return rejected('not-audio', sniffed.found ? { found: sniffed.found } : {});
  const { label, contentType }: ContainerFacts = CONTAINERS[sniffed.container];
  if (audioFormatOf(declaredName, declaredType)?.contentType === contentType) return sniffed.container;
  const named = audioFormatOf(declaredName, '')?.label ?? 'no format of audio';
  const isName = audioFormatOf(declaredName, '')?.contentType !== contentType;
  return rejected('name-mismatch', { named: isName ? named : declaredType, found: label });
}

/** The sound of a container of which the probe says the same as its first bytes, or what is the matter. */
export function soundOf(container: Container, probe: Probe | null): SoundStream | Rejected {
  const { demuxer, label }: ContainerFacts = CONTAINERS[container];
  if (!probe || probe.score < LEAST_SCORE || !probe.formats.includes(demuxer)) return rejected('broken');
  if (probe.streams.some((stream) => stream.kind === 'video' && !stream.isPicture))
    return rejected('has-video');
  const sound = probe.streams.find((stream) => stream.kind === 'audio');
  if (!sound) return rejected('no-sound');
  if (!allowsCodec(container, sound.codec))
    return rejected('codec-not-allowed', { codec: sound.codec, found: label });
  const { sampleRateHz, channels } = sound;
  if (!sampleRateHz || !channels) return rejected('broken');
  return { ...sound, sampleRateHz, channels };
}
