import { StorageError } from '@dawg/contract/storage-error';
import type { StoredFile } from '@dawg/contract/wire';
import type { Ports } from '../ports/ports.ts';
import { toStoredFile } from './stored-file.ts';

/** Moves a file to the trash, where it keeps counting against the quota. Throws `file-not-found`. */
export async function trashFile(
  ports: Pick<Ports, 'files' | 'clock'>,
  request: { readonly owner: string; readonly fileId: string },
): Promise<StoredFile> {
  const file = await ports.files.trash(request.owner, request.fileId, ports.clock.now());
  if (!file) throw new StorageError('file-not-found');
  return toStoredFile(file);
}
