import { StorageError } from '@dawg/contract/storage-error';
import type { Ports } from '../ports/ports.ts';
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
