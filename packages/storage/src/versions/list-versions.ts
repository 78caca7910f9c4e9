import { StorageError } from '@dawg/contract/storage-error';
import type { FileVersion } from '@dawg/contract/wire-library';
import type { Ports } from '../ports/ports.ts';
import { toFileVersion } from './file-version.ts';

/** The earlier versions of a file, the latest first; the present one is the file. Throws `file-not-found`. */
export async function listVersions(
  ports: Pick<Ports, 'versions'>,
  request: { readonly owner: string; readonly fileId: string },
): Promise<FileVersion[]> {
  const versions = await ports.versions.list(request.owner, request.fileId);
  if (!versions) throw new StorageError('file-not-found');
  return versions.map(toFileVersion);
}
