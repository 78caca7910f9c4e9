import { linkPath } from '@dawg/contract/link-paths';
import { StorageError } from '@dawg/contract/storage-error';
import type { DownloadLink } from '@dawg/contract/wire';
import type { Ports } from '../ports/ports.ts';
import { giveToOthers } from '../scan/may-leave.ts';

/** As long as the guide's links live. */
const LINK_SECONDS = 60 * 60;

/**
 * Makes a link to an active file: whoever has it may follow it, as often as they like, for an hour. It leads to our
 * server, not into the store, so that a file that is trashed meanwhile is not to be had by it. A link to a file
 * that is being scanned opens nothing until it is found clean. Throws `file-not-found`, `file-quarantined`,
 * `file-unscannable`.
 */
export async function createLink(
  ports: Pick<Ports, 'files' | 'tickets' | 'clock'>,
  request: { readonly owner: string; readonly fileId: string },
): Promise<DownloadLink> {
  const { owner, fileId } = request;
  const [file] = await ports.files.findActive(owner, [fileId]);
  if (!file) throw new StorageError('file-not-found');
  if (file.scan.state !== 'scanning') giveToOthers(file);
  const createdAt = ports.clock.now();
  const expiresAt = new Date(createdAt.getTime() + LINK_SECONDS * 1000);
  const draft = { owner, purpose: 'link', fileIds: [fileId], folderId: null, createdAt, expiresAt } as const;
  const token = await ports.tickets.issue(draft);
  const { fileName, sizeBytes } = file;
  return { url: linkPath(token), fileName, sizeBytes, expiresInSeconds: LINK_SECONDS };
}
