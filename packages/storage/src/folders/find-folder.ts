import { StorageError } from '@dawg/contract/storage-error';
import type { Ports } from '../ports/ports.ts';
import type { FolderRecord } from './folder.ts';

/** The active folder with those it is in. Throws `folder-not-found` for a missing, a foreign and a trashed one alike. */
export async function findActivePath(
  ports: Pick<Ports, 'folders'>,
  owner: string,
  folderId: string,
): Promise<readonly FolderRecord[]> {
  const path = await ports.folders.findPath(owner, folderId);
  if (path?.at(-1)?.status !== 'active') throw new StorageError('folder-not-found');
  return path;
}
