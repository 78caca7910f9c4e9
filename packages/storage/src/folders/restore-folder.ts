import type { Folder, FolderConflict } from '@dawg/contract/wire-library';
import type { Ports } from '../ports/ports.ts';
import { folderOf } from './folder-outcome.ts';

/**
 * Takes a folder out of the trash with what went there with it: to where it was, or into the nearest folder above that
 * is not in the trash. Its name is numbered if it was taken meanwhile, unless asked otherwise. Throws
 * `folder-not-found`, `name-taken`.
 */
export async function restoreFolder(
  ports: Pick<Ports, 'folders' | 'clock'>,
  request: {
    readonly owner: string;
    readonly folderId: string;
    readonly onConflict?: FolderConflict | undefined;
  },
): Promise<Folder> {
  const { owner, folderId, onConflict = 'keep-both' } = request;
  return folderOf(await ports.folders.restore(owner, folderId, { onConflict, at: ports.clock.now() }));
}
