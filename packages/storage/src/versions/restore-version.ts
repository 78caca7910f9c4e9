import { StorageError } from '@dawg/contract/storage-error';
import type { StoredFile } from '@dawg/contract/wire';
import { toStoredFile } from '../files/stored-file.ts';
import type { Ports } from '../ports/ports.ts';

/**
 * Makes an earlier version the present one; what was present becomes an earlier one. Name, place and id of the file
 * stay, and so does the use of space. Throws `file-not-found` (also for a file in the trash), `version-not-found`,
 * `file-not-scanned-yet`, `file-quarantined`.
 */
export async function restoreVersion(
  ports: Pick<Ports, 'versions' | 'clock'>,
  request: { readonly owner: string; readonly fileId: string; readonly versionId: string },
): Promise<StoredFile> {
  const { owner, fileId, versionId } = request;
  const file = await ports.versions.restore(owner, fileId, versionId, ports.clock.now());
  if (typeof file === 'string') throw new StorageError(file);
  return toStoredFile(file);
}
