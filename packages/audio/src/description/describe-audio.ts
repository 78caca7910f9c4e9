import type { SoundStream } from '../acceptance/accept-audio.ts';
import { CONTAINERS, type Container } from '../acceptance/containers.ts';
import type { Measurements, Probe } from '../ports/audio-engine.ts';
import type { AudioDescription } from './audio-description.ts';

const LOSSLESS = /^(pcm_(?!alaw|mulaw)|flac$|alac$)/;

/** What probe, header and decoder together say; without a measurement the duration stays open. */
export function describeAudio(
  container: Container,
  probe: Probe,
  sound: SoundStream,
  measured: Pick<Measurements, 'sampleFrames'> | null,
): AudioDescription {
  return {
    container,
    contentType: CONTAINERS[container].contentType,
    codec: sound.codec,
    isLossless: LOSSLESS.test(sound.codec),
    durationSeconds: measured && measured.sampleFrames / sound.sampleRateHz,
    sampleFrames: measured && measured.sampleFrames,
    headerDurationSeconds: probe.durationSeconds,
    sampleRateHz: sound.sampleRateHz,
    channels: sound.channels,
    channelLayout: sound.channelLayout,
    bitDepth: sound.bitDepth,
    isFloat: sound.isFloat,
    bitRateBps: sound.bitRateBps ?? probe.bitRateBps,
  };
}
