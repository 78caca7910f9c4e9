import type { DownloadUrl } from '@dawg/contract/wire';
import type { Ports } from '../ports/ports.ts';
import { giveToOwner, type AcceptUnscanned } from '../scan/may-leave.ts';
import { findFile } from './find-file.ts';

/** Whoever holds the URL can download until it expires: long enough to begin, short enough to leak little. */
export const DOWNLOAD_URL_SECONDS = 5 * 60;

/**
 * A URL that saves the file under its present name, straight from the store. Throws `file-not-found`,
 * `file-not-scanned-yet`, `file-quarantined`, and `file-unscannable` unless `acceptUnscanned` says that it is wanted as it is.
 */
export async function createDownloadUrl(
  ports: Pick<Ports, 'files' | 'objects'>,
  request: { readonly owner: string; readonly fileId: string } & AcceptUnscanned,
): Promise<DownloadUrl> {
  const file = await findFile(ports, request.owner, request.fileId);
  giveToOwner(file, request);
  const { storageKey, fileName, contentType, sizeBytes, checksum } = file;
  const url = await ports.objects.presignDownload(
    storageKey,
    { fileName, contentType },
    DOWNLOAD_URL_SECONDS,
  );
  return { url, fileName, sizeBytes, checksum, expiresInSeconds: DOWNLOAD_URL_SECONDS };
}
