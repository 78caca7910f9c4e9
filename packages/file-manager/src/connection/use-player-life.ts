import { createAudioPlayer, type AudioPlayer } from '@dawg/client/browser/audio-player';
import type { StorageClient } from '@dawg/client/storage-client';
import { useEffect, useMemo } from 'react';

/** One player for a client; it falls silent when the provider goes. */
export function usePlayerLife(client: StorageClient): AudioPlayer {
  const player = useMemo(() => createAudioPlayer(client), [client]);
  useEffect(() => () => player.stop(), [player]);
  return player;
}
