import type { StoredFile } from '@dawg/contract/wire';
import type { AudioFacts } from '@dawg/contract/wire-audio';
import { isLocked } from '@dawg/contract/wire-scan';
import { api } from './connection/api.ts';

/** Everything that was found out about the sound of a file; null while it is not known, or not to be had. */
export function useFileAudio(file: StoredFile | null): AudioFacts | null {
  const isKnown = file?.audio?.state === 'ready' && !isLocked(file.scan);
  const { data } = api.audio.get.useQuery({ fileId: file?.id ?? '' }, { enabled: isKnown });
  return isKnown ? (data?.facts ?? null) : null;
}
