import type { CreateFolder, Folder } from '@dawg/contract/wire-library';
import type { Ports } from '../ports/ports.ts';
import { folderNameOf } from './folder-name.ts';
import { folderOf } from './folder-outcome.ts';

/**
 * Makes a folder. Where its name is taken: `fail` throws, `keep-both` numbers it, `skip` answers the one that is there.
 * Throws `name-invalid`, `name-taken`, `folder-not-found` (the parent), `folder-too-deep`.
 */
export async function createFolder(
  ports: Pick<Ports, 'folders' | 'clock' | 'ids'>,
  request: CreateFolder & { readonly owner: string },
): Promise<Folder> {
  const { owner, parentId = null, onConflict = 'fail' } = request;
  const name = folderNameOf(request.name);
  const folder = { id: ports.ids.next(), name, parentId, onConflict, at: ports.clock.now() };
  return folderOf(await ports.folders.create(owner, folder));
}
