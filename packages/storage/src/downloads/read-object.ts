import { StorageError } from '@dawg/contract/storage-error';
import type { StoredFileRecord } from '../files/stored-file.ts';
import type { Ports } from '../ports/ports.ts';

/** Two ranges are in memory: the one that is being taken and the next. */
const RANGE_BYTES = 2 * 2 ** 20;

/**
 * The bytes of a stored file, range by range: however slowly they are taken, no connection to the store is open meanwhile
 * that could time out. The next range is fetched while one is taken.
 */
export async function* readObject(
  ports: Pick<Ports, 'objects'>,
  { storageKey, sizeBytes }: Pick<StoredFileRecord, 'storageKey' | 'sizeBytes'>,
): AsyncGenerator<Uint8Array> {
  const fetchFrom = (start: number): Promise<Uint8Array> | null => {
    if (start >= sizeBytes) return null;
    const end = Math.min(start + RANGE_BYTES, sizeBytes);
    const range = readRange(ports, storageKey, { start, end });
    range.catch(() => {}); // thrown when it is its turn
    return range;
  };
  let next = fetchFrom(0);
  for (let start = 0; next; start += RANGE_BYTES) {
    const range: Uint8Array = await next;
    next = fetchFrom(start + RANGE_BYTES);
    yield range;
  }
}

async function readRange(
  ports: Pick<Ports, 'objects'>,
  key: string,
  range: { readonly start: number; readonly end: number },
): Promise<Uint8Array> {
  const bytes = await ports.objects.readRange(key, range);
  if (bytes === null) throw new StorageError('file-not-found');
  if (bytes.length !== range.end - range.start) throw new StorageError('store-unavailable');
  return bytes;
}
