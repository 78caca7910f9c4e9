import type { StoredFile } from '@dawg/contract/wire';
import type { Fingerprint } from '../ports/statistics-catalog.ts';
import type { Ports } from '../ports/ports.ts';
import { toStoredFile } from './stored-file.ts';

const MAX_COPIES = 10;

/**
 * The owner's files with these bytes, as far as size (bytes) and CRC-32 (base64) tell, the oldest first, ten at most:
 * what lets an uploader say that a file is there already, under another name.
 */
export async function findCopies(
  ports: Pick<Ports, 'statistics'>,
  request: { readonly owner: string } & Fingerprint,
): Promise<StoredFile[]> {
  const { owner, sizeBytes, checksum } = request;
  const files = await ports.statistics.findCopies(owner, { sizeBytes, checksum }, MAX_COPIES);
  return files.map(toStoredFile);
}
