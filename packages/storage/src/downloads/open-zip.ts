import { StorageError } from '@dawg/contract/storage-error';
import type { Ports } from '../ports/ports.ts';
import { readObject } from './read-object.ts';
import { zipEntryPaths } from './zip-entry-paths.ts';

/** A file on its way into a zip. */
export interface ZipEntry {
  /** Safe to unpack anywhere, different from every other, `/` between folders. */
  readonly path: string;
  readonly sizeBytes: number;
  /** CRC-32 of the whole, base64: what was verified when the file was stored. */
  readonly checksum: string;
  readonly modifiedAt: Date;
  /** Reads the bytes from the store. Throws `store-unavailable`, and `file-not-found` once they are gone. */
  read(): AsyncIterable<Uint8Array>;
}

/**
 * Uses a ticket up and answers what goes into its zip, in the order of the ticket. Throws `link-not-found` for a ticket
 * that is used, expired or none, `file-not-found` when one of the files is not there any more.
 */
export async function openZip(
  ports: Pick<Ports, 'files' | 'tickets' | 'objects' | 'clock'>,
  request: { readonly token: string },
): Promise<readonly ZipEntry[]> {
  const ticket = await ports.tickets.redeem(request.token, 'zip', ports.clock.now());
  if (!ticket) throw new StorageError('link-not-found');
  const files = await ports.files.findActive(ticket.owner, ticket.fileIds);
  if (files.length < ticket.fileIds.length) throw new StorageError('file-not-found');
  const paths = zipEntryPaths(files);
  return files.map((file, index) => ({
    path: paths[index] ?? file.id,
    sizeBytes: file.sizeBytes,
    checksum: file.checksum,
    modifiedAt: file.uploadedAt,
    read: () => readObject(ports, file),
  }));
}
