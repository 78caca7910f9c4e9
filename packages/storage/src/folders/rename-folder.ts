import type { Folder, FolderConflict } from '@dawg/contract/wire-library';
import type { Ports } from '../ports/ports.ts';
import { folderNameOf } from './folder-name.ts';
import { folderOf } from './folder-outcome.ts';

/**
 * Gives an active folder another name: one row changes, however much is in it. Throws `name-invalid`, `name-taken`,
 * `folder-not-found`.
 */
export async function renameFolder(
  ports: Pick<Ports, 'folders' | 'clock'>,
  request: {
    readonly owner: string;
    readonly folderId: string;
    readonly name: string;
    readonly onConflict?: FolderConflict | undefined;
  },
): Promise<Folder> {
  const { owner, folderId, onConflict = 'fail' } = request;
  const change = { name: folderNameOf(request.name), onConflict, at: ports.clock.now() };
  return folderOf(await ports.folders.rename(owner, folderId, change));
}
