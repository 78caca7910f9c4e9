import { CRC32_BASE64 } from '@dawg/contract/crc32';
import { MAX_DUPLICATES_SHOWN, MAX_PAGE_SIZE } from '@dawg/contract/limits';
import { StorageError } from '@dawg/contract/storage-error';
import type { DuplicatePage } from '@dawg/contract/wire-library';
import type { Ports } from '../ports/ports.ts';
import type { Fingerprint } from '../ports/statistics-catalog.ts';
import { toStoredFile } from './stored-file.ts';

/**
 * Groups of the owner's files that have the same size and checksum, the largest first, 100 groups a page at most.
 * Throws `invalid-request` for a cursor that is not one of ours.
 */
export async function listDuplicates(
  ports: Pick<Ports, 'statistics'>,
  request: {
    readonly owner: string;
    readonly cursor?: string | null | undefined;
    readonly limit?: number | undefined;
  },
): Promise<DuplicatePage> {
  const limit = Math.min(request.limit ?? MAX_PAGE_SIZE, MAX_PAGE_SIZE);
  const groups = await ports.statistics.duplicates(request.owner, {
    after: request.cursor ? parseFingerprint(request.cursor) : null,
    limit: limit + 1, // one more tells whether there is another page
    filesEach: MAX_DUPLICATES_SHOWN,
  });
  const page = groups.slice(0, limit);
  const last = page.at(-1);
  return {
    groups: page.map((group) => ({ ...group, files: group.files.map(toStoredFile) })),
    nextCursor: groups.length > limit && last ? `${last.sizeBytes} ${last.checksum}` : null,
  };
}

function parseFingerprint(cursor: string): Fingerprint {
  const [size = '', checksum = '', ...more] = cursor.split(' ');
  const sizeBytes = Number(size);
  const isOurs = /^\d+$/.test(size) && Number.isSafeInteger(sizeBytes) && CRC32_BASE64.test(checksum);
  if (!isOurs || more.length > 0)
    throw new StorageError('invalid-request', { problem: 'the cursor belongs to another listing' });
  return { sizeBytes, checksum };
}
