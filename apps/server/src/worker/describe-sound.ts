import type { AudioEngine } from '@dawg/audio/ports/audio-engine';
import type { ServerConfig } from '../env.ts';

/** What becomes of the sound of what is stored, for the operator. */
export interface SoundState {
  /** `missing`: files are stored and wait until there is an engine. `elsewhere`: other processes look at them. */
  readonly state: 'ready' | 'missing' | 'elsewhere';
  /** In words: which engine, or what to do. */
  readonly text: string;
}

export async function describeSound(
  { worker }: Pick<ServerConfig, 'worker'>,
  engine: AudioEngine,
): Promise<SoundState> {
  if (worker === 'off') return { state: 'elsewhere', text: 'not here (WORKER=off)' };
  const found = await engine.state();
  return found.state === 'ready'
    ? { state: 'ready', text: `${found.name} ${found.version}` }
    : { state: 'missing', text: found.problem };
}
