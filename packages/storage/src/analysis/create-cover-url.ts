import { StorageError } from '@dawg/contract/storage-error';
import type { CoverUrl } from '@dawg/contract/wire-audio';
import { findFile } from '../files/find-file.ts';
import type { Ports } from '../ports/ports.ts';
import { refuseLocked } from '../scan/may-leave.ts';
import { ARTEFACT_TYPES, artefactKey } from './artefact-key.ts';

const COVER_URL_SECONDS = 15 * 60;

/**
 * Where the cover of a file's present version is shown from. Throws `file-not-found`, also where there is no cover,
 * `file-not-scanned-yet`, `file-quarantined`.
 */
export async function createCoverUrl(
  ports: Pick<Ports, 'files' | 'analyses' | 'objects'>,
  { owner, fileId }: { readonly owner: string; readonly fileId: string },
): Promise<CoverUrl> {
  const file = await findFile(ports, owner, fileId);
  refuseLocked(file);
  const audio = await ports.analyses.findOfVersion(owner, file.versionId);
  if (!audio?.artefacts.includes('cover')) throw new StorageError('file-not-found');
  const as = { fileName: 'cover.jpg', contentType: ARTEFACT_TYPES.cover };
  const key = artefactKey(file.versionId, 'cover');
  return { url: await ports.objects.presignDownload(key, as, COVER_URL_SECONDS) };
}
