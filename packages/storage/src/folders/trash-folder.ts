import type { Folder } from '@dawg/contract/wire-library';
import type { Ports } from '../ports/ports.ts';
import { folderOf } from './folder-outcome.ts';

/** Moves a folder to the trash with all that is in it, where it keeps counting. Throws `folder-not-found`. */
export async function trashFolder(
  ports: Pick<Ports, 'folders' | 'clock'>,
  request: { readonly owner: string; readonly folderId: string },
): Promise<Folder> {
  return folderOf(await ports.folders.trash(request.owner, request.folderId, ports.clock.now()));
}
