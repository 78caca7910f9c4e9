import { StorageError } from '@dawg/contract/storage-error';
import type { ZipTicket } from '@dawg/contract/wire';
import type { Ports } from '../ports/ports.ts';

/** Time enough for a page to follow the link; the download itself may take as long as it takes. */
const ZIP_TICKET_SECONDS = 5 * 60;

/**
 * Makes a ticket for one zip of these active files: whoever has it may fetch that once, so that a browser can save it by
 * a plain link. Throws `file-not-found` when one of them is not there.
 */
export async function createZipTicket(
  ports: Pick<Ports, 'files' | 'tickets' | 'clock'>,
  request: { readonly owner: string; readonly fileIds: readonly string[] },
): Promise<ZipTicket> {
  const fileIds = [...new Set(request.fileIds)];
  const files = await ports.files.findActive(request.owner, fileIds);
  if (files.length < fileIds.length) throw new StorageError('file-not-found');
  const createdAt = ports.clock.now();
  const expiresAt = new Date(createdAt.getTime() + ZIP_TICKET_SECONDS * 1000);
  const { owner } = request;
  const token = await ports.tickets.issue({ owner, purpose: 'zip', fileIds, createdAt, expiresAt });
  return {
    token,
    fileCount: files.length,
    sizeBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
    expiresInSeconds: ZIP_TICKET_SECONDS,
  };
}
