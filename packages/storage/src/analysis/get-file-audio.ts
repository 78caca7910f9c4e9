import { StorageError } from '@dawg/contract/storage-error';
import type { FileAudio } from '@dawg/contract/wire-audio';
import { findFile } from '../files/find-file.ts';
import type { Ports } from '../ports/ports.ts';
import { refuseLocked } from '../scan/may-leave.ts';

/**
 * Everything that is known of the sound of a file. Throws `file-not-found`, also for a file that is not audio,
 * `file-not-scanned-yet`, `file-quarantined`.
 */
export async function getFileAudio(
  ports: Pick<Ports, 'files' | 'analyses'>,
  { owner, fileId }: { readonly owner: string; readonly fileId: string },
): Promise<FileAudio> {
  const file = await findFile(ports, owner, fileId);
  refuseLocked(file);
  const audio = await ports.analyses.findOfFile(owner, fileId);
  if (audio?.versionId !== file.versionId) throw new StorageError('file-not-found');
  return { state: audio.state, facts: audio.facts, hasCover: audio.artefacts.includes('cover') };
}
