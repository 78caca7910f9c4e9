import { StorageError } from '@dawg/contract/storage-error';
import { removeArtefacts } from '../analysis/remove-artefacts.ts';
import type { Ports } from '../ports/ports.ts';
import type { FileVersionRecord } from './file-version.ts';
import { removeBytes } from './remove-bytes.ts';

const PURGE_PAGE = 200;

type PurgePorts = Pick<Ports, 'versions' | 'objects' | 'clock'>;

/**
 * Deletes an earlier version for good and gives its bytes back. From the call on it looks missing, also when the store
 * fails meanwhile (`store-unavailable`): the job finishes it. Throws `version-not-found`.
 */
export async function purgeVersion(
  ports: PurgePorts,
  request: { readonly owner: string; readonly fileId: string; readonly versionId: string },
): Promise<void> {
  const { owner, fileId, versionId } = request;
  const version = await ports.versions.beginPurge(owner, fileId, versionId);
  if (!version) throw new StorageError('version-not-found');
  await finishVersionPurge(ports, version);
}

export interface VersionPurgeReport {
  readonly purged: number;
  readonly failures: readonly { readonly versionId: string; readonly error: unknown }[];
}

/** Finishes the purges of versions that a crash or a failing store has left half done. */
export async function finishVersionPurges(ports: PurgePorts): Promise<VersionPurgeReport> {
  const failures: { versionId: string; error: unknown }[] = [];
  let seen = 0;
  for (let after: string | null = null; ;) {
    const page: readonly FileVersionRecord[] = await ports.versions.findPurging({ after, limit: PURGE_PAGE });
    for (const version of page) {
      try {
        await finishVersionPurge(ports, version);
      } catch (error) {
        failures.push({ versionId: version.id, error });
      }
    }
    seen += page.length;
    after = page.at(-1)?.id ?? null;
    if (page.length < PURGE_PAGE) return { purged: seen - failures.length, failures };
  }
}

/** Of a version that is being purged, or whose file is. */
export async function finishVersionPurge(ports: PurgePorts, version: FileVersionRecord): Promise<void> {
  await removeArtefacts(ports, version.id);
  await ports.versions.finishPurge(version.id, await removeBytes(ports, version));
}
