import { StorageError } from '@dawg/contract/storage-error';
import type { DownloadUrl } from '@dawg/contract/wire';
import { DOWNLOAD_URL_SECONDS } from '../files/create-download-url.ts';
import { findFile } from '../files/find-file.ts';
import type { Ports } from '../ports/ports.ts';
import { giveToOwner, type AcceptUnscanned } from '../scan/may-leave.ts';

/**
 * A URL that saves an earlier version under the file's present name, straight from the store. Throws
 * `file-not-found`, `version-not-found`, and what `createDownloadUrl` throws of scans.
 */
export async function createVersionUrl(
  ports: Pick<Ports, 'files' | 'versions' | 'objects'>,
  request: { readonly owner: string; readonly fileId: string; readonly versionId: string } & AcceptUnscanned,
): Promise<DownloadUrl> {
  const { fileName } = await findFile(ports, request.owner, request.fileId);
  const versions = await ports.versions.list(request.owner, request.fileId);
  const version = versions?.find(({ id }) => id === request.versionId);
  if (!version) throw new StorageError('version-not-found');
  giveToOwner(version, request);
  const { storageKey, contentType, sizeBytes, checksum } = version;
  const as = { fileName, contentType };
  const url = await ports.objects.presignDownload(storageKey, as, DOWNLOAD_URL_SECONDS);
  return { url, fileName, sizeBytes, checksum, expiresInSeconds: DOWNLOAD_URL_SECONDS };
}
