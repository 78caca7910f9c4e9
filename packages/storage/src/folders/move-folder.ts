import type { Folder, FolderConflict } from '@dawg/contract/wire-library';
import type { Ports } from '../ports/ports.ts';
import { folderOf } from './folder-outcome.ts';

/**
 * Moves an active folder into another, or to the top (`parentId: null`): one row changes, however much is in it. Throws
 * `folder-not-found` (either of them), `folder-into-itself`, `folder-too-deep`, `name-taken`.
 */
export async function moveFolder(
  ports: Pick<Ports, 'folders' | 'clock'>,
  request: {
    readonly owner: string;
    readonly folderId: string;
    readonly parentId: string | null;
    readonly onConflict?: FolderConflict | undefined;
  },
): Promise<Folder> {
  const { owner, folderId, parentId, onConflict = 'fail' } = request;
  const change = { parentId, onConflict, at: ports.clock.now() };
  return folderOf(await ports.folders.move(owner, folderId, change));
}
