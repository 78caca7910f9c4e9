import { cleanFolderPath } from '@dawg/contract/folder-path';
import { StorageError } from '@dawg/contract/storage-error';
import type { UploadSession } from '@dawg/contract/wire';
import { checkDescription } from '../files/check-description.ts';
import type { Description } from '../ports/file-catalog.ts';
import type { Ports } from '../ports/ports.ts';
import { closedSessionError, findSession } from './find-session.ts';
import { toUploadSession } from './upload-session.ts';

/**
 * Says where the file of a session under way will be, and what it is, for those who learn it after the bytes: a form's fields may follow
 * its file. Throws `name-invalid`, `invalid-request`, `upload-not-found`, `upload-busy`, `upload-ended`.
 */
export async function placeUpload(
  ports: Pick<Ports, 'uploads' | 'clock'>,
  request: {
    readonly owner: string;
    readonly sessionId: string;
    readonly folderPath: string;
    readonly projectId: string | null;
    readonly description?: Description;
  },
): Promise<UploadSession> {
  const folderPath = cleanFolderPath(request.folderPath);
  if (folderPath === null) throw new StorageError('name-invalid', { problem: 'path-too-long' });
  const description = checkDescription(request.description ?? {});
  const found = await findSession(ports, request.owner, request.sessionId);
  const placed = await ports.uploads.place(found.id, {
    folderPath,
    projectId: request.projectId,
    description,
  });
  if (!placed) throw closedSessionError(await findSession(ports, request.owner, request.sessionId));
  return toUploadSession(placed, ports.clock.now());
}
