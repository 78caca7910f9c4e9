import { MAX_IDS_PER_CALL } from '@dawg/contract/limits';
import { StorageError } from '@dawg/contract/storage-error';
import type { LeftOut, ZipContents, ZipTicket } from '@dawg/contract/wire';
import type { StoredFileRecord } from '../files/stored-file.ts';
import type { Ports } from '../ports/ports.ts';
import { refusalToOthers } from '../scan/may-leave.ts';

/** Time enough for a page to follow the link; the download itself may take as long as it takes. */
const ZIP_TICKET_SECONDS = 5 * 60;

/**
 * Makes a ticket for one zip of these active files, or of a folder with the folders in it: whoever has it may fetch that
 * once, so that a browser can save it by a plain link. Throws `file-not-found` when one of the files is not there,
 * `folder-not-found`, `invalid-request` for a folder of no file or of more than `MAX_IDS_PER_CALL`. What is scanned, infected or
 * unscannable is left out, and told; where nothing else is there the reason of the first is thrown.
 */
export async function createZipTicket(
  ports: Pick<Ports, 'files' | 'tickets' | 'clock'>,
  request: ZipContents & { readonly owner: string },
): Promise<ZipTicket> {
  const { owner, fileIds, folderId } = request;
  if ((fileIds === undefined) === (folderId === undefined))
    throw new StorageError('invalid-request', { problem: 'a zip is of files or of a folder' });
  const named = { fileIds: [...new Set(fileIds)], folderId: folderId ?? null };
  const files = await findZipFiles(ports, owner, named);
  if (files.length === 0) throw new StorageError('invalid-request', { problem: 'the folder has no file' });
  const { given, leftOut } = sortOut(files);
  const [first] = leftOut;
  if (given.length === 0 && first) throw new StorageError(first.code);
  const createdAt = ports.clock.now();
  const expiresAt = new Date(createdAt.getTime() + ZIP_TICKET_SECONDS * 1000);
  const token = await ports.tickets.issue({ owner, purpose: 'zip', ...named, createdAt, expiresAt });
  return {
    token,
    fileCount: given.length,
    sizeBytes: given.reduce((sum, file) => sum + file.sizeBytes, 0),
    expiresInSeconds: ZIP_TICKET_SECONDS,
    leftOut,
  };
}

/** What goes into a zip, and what does not because of what is known of viruses in it. */
export function sortOut(files: readonly StoredFileRecord[]): {
  readonly given: readonly StoredFileRecord[];
  readonly leftOut: readonly LeftOut[];
} {
  const given: StoredFileRecord[] = [];
  const leftOut: LeftOut[] = [];
  for (const file of files) {
    const code = refusalToOthers(file);
    if (code === null) given.push(file);
    else leftOut.push({ fileId: file.id, fileName: file.fileName, code });
  }
  return { given, leftOut };
}

/** What a zip holds now: every file of those named, or what is in the folder. Throws as `createZipTicket` does. */
export async function findZipFiles(
  ports: Pick<Ports, 'files'>,
  owner: string,
  { fileIds, folderId }: { readonly fileIds: readonly string[]; readonly folderId: string | null },
): Promise<readonly StoredFileRecord[]> {
  if (folderId === null) {
    const files = await ports.files.findActive(owner, fileIds);
    if (files.length < fileIds.length) throw new StorageError('file-not-found');
    return files;
  }
  const files = await ports.files.findBelow(owner, folderId, MAX_IDS_PER_CALL + 1);
  if (!files) throw new StorageError('folder-not-found');
  if (files.length > MAX_IDS_PER_CALL)
    throw new StorageError('invalid-request', {
      problem: `a zip has at most ${MAX_IDS_PER_CALL} files: download the folders in it one by one`,
    });
  return files;
}
