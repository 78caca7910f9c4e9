import { folderNames } from '@dawg/contract/folder-path';
import { StorageError } from '@dawg/contract/storage-error';
import type { StoredFileRecord } from '../files/stored-file.ts';
import { findActivePath } from '../folders/find-folder.ts';
import type { Ports } from '../ports/ports.ts';
import { findZipFiles, sortOut } from './create-zip-ticket.ts';
import { readObject } from './read-object.ts';
import { zipEntryPaths } from './zip-entry-paths.ts';

/** A zip about to be written. */
export interface OpenedZip {
  /** The folder's, where it is of one. */
  readonly name: string | null;
  readonly entries: readonly ZipEntry[];
}

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
 * Uses a ticket up and answers what goes into its zip: its files, in the order of the ticket; or what is in its folder
 * now, by path, named from there on. Throws `link-not-found` for a ticket that is used, expired or none, `file-not-found`
 * when one of the files is not there any more, `folder-not-found` when the folder is not. What was found infected since
 * is not in it.
 */
export async function openZip(
  ports: Pick<Ports, 'files' | 'folders' | 'tickets' | 'objects' | 'clock'>,
  request: { readonly token: string },
): Promise<OpenedZip> {
  const ticket = await ports.tickets.redeem(request.token, 'zip', ports.clock.now());
  if (!ticket) throw new StorageError('link-not-found');
  const { owner, folderId } = ticket;
  const { given: files } = sortOut(await findZipFiles(ports, owner, ticket));
  const root = folderId === null ? [] : await findActivePath(ports, owner, folderId);
  const paths = zipEntryPaths(files.map((file) => below(file, root.length)));
  const entries = files.map((file, index) => ({
    path: paths[index] ?? file.id,
    sizeBytes: file.sizeBytes,
    checksum: file.checksum,
    modifiedAt: file.uploadedAt,
    read: () => readObject(ports, file),
  }));
  return { name: root.at(-1)?.name ?? null, entries };
}

/** The file's place, seen from a folder that is so deep. */
function below({ fileName, folderPath }: StoredFileRecord, depth: number) {
  return { fileName, folderPath: folderNames(folderPath).slice(depth).join('/') };
}
