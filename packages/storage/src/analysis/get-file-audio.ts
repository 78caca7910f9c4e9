import { StorageError } from '@dawg/contract/storage-error';
import type { FileAudio } from '@dawg/contract/wire-audio';
import type { Ports } from '../ports/ports.ts';

/** Everything that is known of the sound of a file. Throws `file-not-found`, also for a file that is not audio. */
export async function getFileAudio(
  ports: Pick<Ports, 'analyses'>,
  { owner, fileId }: { readonly owner: string; readonly fileId: string },
): Promise<FileAudio> {
  const audio = await ports.analyses.findOfFile(owner, fileId);
  if (!audio) throw new StorageError('file-not-found');
  return { state: audio.state, facts: audio.facts, hasCover: audio.artefacts.includes('cover') };
}
