import type { DownloadUrl } from '@dawg/contract/wire';
import { DOWNLOAD_URL_SECONDS } from '../files/create-download-url.ts';
import type { Ports } from '../ports/ports.ts';
import { findVersion } from './find-version.ts';
import { giveToOwner, type AcceptUnscanned } from '../scan/may-leave.ts';

/**
 * A URL that saves an earlier version under the file's present name, straight from the store. Throws
 * `file-not-found`, `version-not-found`, and what `createDownloadUrl` throws of scans.
 */
export async function createVersionUrl(
  ports: Pick<Ports, 'files' | 'versions' | 'objects'>,
  request: { readonly owner: string; readonly fileId: string; readonly versionId: string } & AcceptUnscanned,
): Promise<DownloadUrl> {
  const version = await findVersion(ports, request);
  giveToOwner(version, request);
  const { fileName, storageKey, contentType, sizeBytes, checksum } = version;
  const as = { fileName, contentType };
  const url = await ports.objects.presignDownload(storageKey, as, DOWNLOAD_URL_SECONDS);
  return { url, fileName, sizeBytes, checksum, expiresInSeconds: DOWNLOAD_URL_SECONDS };
}
