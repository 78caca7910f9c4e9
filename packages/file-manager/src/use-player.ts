import type { AudioPlayer } from '@dawg/client/browser/audio-player';
import type { PlayerSnapshot } from '@dawg/client/browser/player-snapshot';
import { useSyncExternalStore } from 'react';
import { usePlayerItself } from './connection/player-context.ts';

/** What is playing, and what can be done with it. */
export interface Player {
  readonly playing: PlayerSnapshot;
  readonly player: AudioPlayer;
}

/** It plays on while pages come and go: the player lives in the provider, this hook only watches. */
export function usePlayer(): Player {
  const player = usePlayerItself();
  const playing = useSyncExternalStore(
    (listener) => player.subscribe(listener),
    () => player.snapshot(),
  );
  return { playing, player };
}
