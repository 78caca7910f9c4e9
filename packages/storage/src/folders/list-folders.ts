import { fileNameKey } from '@dawg/contract/file-name';
import { MAX_PAGE_SIZE } from '@dawg/contract/limits';
import type { FolderPage, ListFolders } from '@dawg/contract/wire-library';
import { formatCursor, parseCursor } from '../files/page-cursor.ts';
import type { Ports } from '../ports/ports.ts';
import { findActivePath } from './find-folder.ts';
import { toListedFolder } from './folder.ts';

/**
 * One page of the folders in a folder, at the top, or in the trash, by name, 100 at most. Throws `folder-not-found`,
 * `invalid-request` for a cursor that is not one of ours.
 */
export async function listFolders(
  ports: Pick<Ports, 'folders'>,
  request: ListFolders & { readonly owner: string },
): Promise<FolderPage> {
  const { owner, parentId = null, trashed = false, cursor } = request;
  if (parentId !== null && !trashed) await findActivePath(ports, owner, parentId);
  const limit = Math.min(request.limit ?? MAX_PAGE_SIZE, MAX_PAGE_SIZE);
  const records = await ports.folders.page({
    owner,
    from: trashed ? 'trash' : { parentId },
    after: cursor ? parseCursor('fileName', cursor) : null,
    limit: limit + 1, // one more tells whether there is a next page
  });
  const page = records.slice(0, limit);
  const last = page.at(-1);
  const isMore = records.length > limit && last !== undefined;
  return {
    folders: page.map(toListedFolder),
    nextCursor: isMore ? formatCursor('fileName', { value: fileNameKey(last.name), id: last.id }) : null,
  };
}
