import { StorageError } from '@dawg/contract/storage-error';
import type { Ports } from '../ports/ports.ts';
import type { UploadSessionRecord } from '../uploads/upload-session.ts';
import type { StoredFileRecord } from './stored-file.ts';

/** The owner's file, active or in the trash. Throws `file-not-found` for a missing and for a foreign one alike. */
export async function findFile(
  ports: Pick<Ports, 'files'>,
  owner: string,
  fileId: string,
): Promise<StoredFileRecord> {
  const file = await ports.files.find(owner, fileId);
  if (!file || file.status === 'purging') throw new StorageError('file-not-found');
  return file;
}

/** The file that a completed session became. Throws `file-not-found` once it was deleted for good. */
export async function fileOfSession(
  ports: Pick<Ports, 'files'>,
  session: UploadSessionRecord,
): Promise<StoredFileRecord> {
  if (session.fileId === null) throw new StorageError('file-not-found');
  return findFile(ports, session.owner, session.fileId);
}
