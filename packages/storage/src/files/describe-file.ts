import { StorageError } from '@dawg/contract/storage-error';
import type { StoredFile } from '@dawg/contract/wire';
import type { DescribeFile } from '@dawg/contract/wire-library';
import type { Ports } from '../ports/ports.ts';
import { checkDescription } from './check-description.ts';
import { toStoredFile } from './stored-file.ts';

/**
 * Changes what is said about a file: tags, metadata, favourite, public, project. What is left out stays as it is. Ending
 * `isPublic` ends the public link for good: a file that becomes public again has another.
 * Throws `file-not-found`, `invalid-request` for tags or metadata beyond their limits.
 */
export async function describeFile(
  ports: Pick<Ports, 'files' | 'clock'>,
  request: DescribeFile & { readonly owner: string },
): Promise<StoredFile> {
  const { owner, fileId, ...said } = request;
  const change = checkDescription(said);
  const file = await ports.files.describe(owner, fileId, { ...change, at: ports.clock.now() });
  if (!file) throw new StorageError('file-not-found');
  return toStoredFile(file);
}
