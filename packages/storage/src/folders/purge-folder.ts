import type { Ports } from '../ports/ports.ts';
import { folderOf } from './folder-outcome.ts';

/**
 * Deletes a folder in the trash for good, with the files that went there with it: they look missing from here on, and
 * `finishPurges` deletes their bytes and gives them back. What was in the trash before is kept there. Throws
 * `folder-not-found`, `folder-not-in-trash`.
 */
export async function purgeFolder(
  ports: Pick<Ports, 'folders'>,
  request: { readonly owner: string; readonly folderId: string },
): Promise<void> {
  folderOf(await ports.folders.purge(request.owner, request.folderId));
}
