import { StorageError } from '@dawg/contract/storage-error';
import type { FolderWithPath } from '@dawg/contract/wire-library';
import type { Ports } from '../ports/ports.ts';
import { toFolder } from './folder.ts';

/** A folder, active or in the trash, and the way to it from the top. Throws `folder-not-found`. */
export async function getFolder(
  ports: Pick<Ports, 'folders'>,
  request: { readonly owner: string; readonly folderId: string },
): Promise<FolderWithPath> {
  const path = await ports.folders.findPath(request.owner, request.folderId);
  const folder = path?.at(-1);
  if (!path || !folder) throw new StorageError('folder-not-found');
  return { folder: toFolder(folder), path: path.map(({ id, name }) => ({ id, name })) };
}
