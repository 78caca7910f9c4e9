import type { StoredFile } from '@dawg/contract/wire';
import type { AudioFacts } from '@dawg/contract/wire-audio';
import { isLocked } from '@dawg/contract/wire-scan';
import { api } from './connection/api.ts';

/**
 * Everything that was found out about the sound of a file, or of an earlier version of it; null while it is not known, or
 * not to be had.
 */
export function useFileAudio(file: StoredFile | null, versionId?: string): AudioFacts | null {
  const isEarlier = versionId !== undefined && versionId !== file?.versionId;
  const isKnown = isEarlier || (file?.audio?.state === 'ready' && !isLocked(file.scan));
  const request = { fileId: file?.id ?? '', ...(isEarlier && { versionId }) };
  const { data } = api.audio.get.useQuery(request, { enabled: isKnown });
  return isKnown ? (data?.facts ?? null) : null;
}
