import { agreedContainer, soundOf, type SoundStream } from './acceptance/accept-audio.ts';
import type { Container } from './acceptance/containers.ts';
import { rejected, type Rejected } from './acceptance/rejection.ts';
import { AudioFailure } from './audio-failure.ts';
import type { AudioDescription } from './description/audio-description.ts';
import { describeAudio } from './description/describe-audio.ts';
import type { AudioEngine, LocalAudio, Probe, Work } from './ports/audio-engine.ts';
import type { HeaderFacts, HeaderReader } from './ports/header-reader.ts';
import type { AudioTags } from './tags/audio-tags.ts';

/** The sound has to begin; the rest may be damaged. */
const START_SECONDS = 5;

export interface AudioPorts {
  readonly engine: AudioEngine;
  readonly headers: HeaderReader;
}

/** A file on this machine's disk, and what its owner calls it. */
export interface DeclaredFile {
  readonly path: string;
  readonly declaredName: string;
  /** As the browser said; empty when it said nothing. */
  readonly declaredType: string;
}

export type Inspection =
  | Rejected
  | {
      readonly verdict: 'accepted';
      /** Its duration is the header's only: nothing but the beginning was decoded. */
      readonly description: AudioDescription;
      readonly tags: AudioTags;
    };

/**
 * Whether a file is audio that may be stored, and what it is, without decoding more than its beginning. Accepted is what
 * its first bytes, the container's probe, its name and its declared type agree on, and what can be decoded.
 * Throws `AudioFailure` when there is no verdict; `engine-missing` where there is nothing to ask.
 */
export async function inspectAudio(ports: AudioPorts, file: DeclaredFile, work: Work): Promise<Inspection> {
  const found = await unlessTooCostly(() => examine(ports, file, work));
  if ('verdict' in found) return found;
  const { container, probe, sound, header } = found;
  const description = describeAudio(container, probe, sound, null);
  return { verdict: 'accepted', description, tags: header.tags };
}

/** A file that passed, with all that was learnt on the way. */
export interface Examined {
  readonly audio: LocalAudio;
  readonly container: Container;
  readonly probe: Probe;
  readonly sound: SoundStream;
  readonly header: HeaderFacts;
}

/** The acceptance rule, in the order of what it costs. */
export async function examine(
  { engine, headers }: AudioPorts,
  file: DeclaredFile,
  work: Work,
): Promise<Examined | Rejected> {
  const state = await engine.state();
  if (state.state === 'missing') throw new AudioFailure('engine-missing', state.problem);
  const header = await headers.readFile(file.path, work);
  const container = agreedContainer(header.sniffed, file.declaredName, file.declaredType);
  if (typeof container !== 'string') return container;
  const probe = await engine.probe(file.path, work);
  const sound = soundOf(container, probe);
  if ('verdict' in sound) return sound;
  const audio = { path: file.path, container };
  const begins = (await engine.decodeStart(audio, START_SECONDS, work)) > 0;
  return probe && begins ? { audio, container, probe, sound, header } : rejected('broken');
}

/** A file that takes more than its limits is refused; every other failure says nothing about the file. */
export async function unlessTooCostly<Answer>(run: () => Promise<Answer>): Promise<Answer | Rejected> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof AudioFailure && error.code === 'too-costly') return rejected('too-costly');
    throw error;
  }
}
