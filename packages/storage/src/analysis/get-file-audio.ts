import { StorageError } from '@dawg/contract/storage-error';
import type { FileAudio } from '@dawg/contract/wire-audio';
import type { Ports } from '../ports/ports.ts';
import { refuseLocked } from '../scan/may-leave.ts';
import { findVersion, type OfVersion } from '../versions/find-version.ts';

/**
 * Everything that is known of the sound of a file, or of an earlier version of it. Throws `file-not-found`, also for what is
 * not audio, `version-not-found`, `file-not-scanned-yet`, `file-quarantined`.
 */
export async function getFileAudio(
  ports: Pick<Ports, 'files' | 'versions' | 'analyses'>,
  request: OfVersion,
): Promise<FileAudio> {
  const version = await findVersion(ports, request);
  refuseLocked(version);
  const audio = await ports.analyses.findOfVersion(request.owner, version.id);
  if (!audio) throw new StorageError('file-not-found');
  return { state: audio.state, facts: audio.facts, hasCover: audio.artefacts.includes('cover') };
}
