import { StorageError } from '@dawg/contract/storage-error';
import type { StoredFile } from '@dawg/contract/wire';
import type { Ports } from '../ports/ports.ts';
import { toStoredFile } from './stored-file.ts';

/** Takes a file out of the trash, numbered if its name was taken meanwhile. Throws `file-not-found`. */
export async function restoreFile(
  ports: Pick<Ports, 'files' | 'clock'>,
  request: { readonly owner: string; readonly fileId: string },
): Promise<StoredFile> {
  const file = await ports.files.restore(request.owner, request.fileId, ports.clock.now());
  if (!file) throw new StorageError('file-not-found');
  return toStoredFile(file);
}
