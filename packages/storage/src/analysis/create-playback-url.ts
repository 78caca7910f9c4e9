import { StorageError } from '@dawg/contract/storage-error';
import type { Playback } from '@dawg/contract/wire-audio';
import type { Ports } from '../ports/ports.ts';
import { refuseLocked } from '../scan/may-leave.ts';
import { ARTEFACT_TYPES, artefactKey } from './artefact-key.ts';

/**
 * Where a file is played from: its preview where it has one, because browsers do not play its own bytes; else itself.
 * Throws `file-not-found`, `file-not-scanned-yet`, `file-quarantined`.
 */
export async function createPlaybackUrl(
  ports: Pick<Ports, 'files' | 'analyses' | 'objects' | 'settings'>,
  { owner, fileId }: { readonly owner: string; readonly fileId: string },
): Promise<Playback> {
  const file = await ports.files.find(owner, fileId);
  if (!file) throw new StorageError('file-not-found');
  refuseLocked(file);
  const audio = await ports.analyses.findOfFile(owner, fileId);
  const isPreview = audio?.versionId === file.versionId && audio.artefacts.includes('preview');
  const key = isPreview ? artefactKey(file.versionId, 'preview') : file.storageKey;
  const contentType = isPreview ? ARTEFACT_TYPES.preview : file.contentType;
  const as = { fileName: file.fileName, contentType };
  const lifeSeconds = ports.settings.playbackUrlSeconds;
  const url = await ports.objects.presignDownload(key, as, lifeSeconds);
  return { url, lifeSeconds, contentType, isPreview };
}
