import type { AudioPlayer } from '@dawg/client/browser/audio-player';
import { createContext, use } from 'react';

export const PlayerContext = createContext<AudioPlayer | null>(null);

/** The player of the provider above. */
export function usePlayerItself(): AudioPlayer {
  const player = use(PlayerContext);
  if (!player) throw new Error('Wrap the file manager in <DawgProvider url="…">.');
  return player;
}
