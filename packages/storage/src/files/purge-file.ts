import type { BulkResult } from '@dawg/contract/wire-library';
import type { Ports } from '../ports/ports.ts';
import { removeBytes } from '../versions/remove-bytes.ts';
import { finishVersionPurge } from '../versions/purge-version.ts';
import { removeArtefacts } from '../analysis/remove-artefacts.ts';
import { changeMany, type ManyFiles } from './change-many.ts';
import { fileOf } from './item-outcome.ts';
import type { StoredFileRecord } from './stored-file.ts';

const PURGE_PAGE = 200;

type PurgePorts = Pick<Ports, 'files' | 'versions' | 'objects' | 'clock'>;

/**
 * Deletes a file in the trash for good, with all its versions, and gives its bytes back. From the call on the file
 * looks missing, also when the store fails meanwhile (`store-unavailable`): the job finishes it. Throws
 * `file-not-found`, `file-not-in-trash`.
 */
export async function purgeFile(
  ports: PurgePorts,
  request: { readonly owner: string; readonly fileId: string },
): Promise<void> {
  const [outcome] = await ports.files.beginPurge(request.owner, [request.fileId]);
  if (outcome?.kind !== 'done') return void fileOf(outcome);
  await finishPurge(ports, outcome.file);
}

/** Has many look missing from here on; `finishPurges` deletes their bytes and gives them back. */
export function purgeFiles(ports: Pick<Ports, 'files'>, request: ManyFiles): Promise<BulkResult> {
  return changeMany(request.fileIds, (ids) => ports.files.beginPurge(request.owner, ids));
}

export interface PurgeReport {
  readonly purged: number;
  readonly failures: readonly { readonly fileId: string; readonly error: unknown }[];
}

/** Finishes the purges that a crash or a failing store has left half done. */
export async function finishPurges(ports: PurgePorts): Promise<PurgeReport> {
  const failures: { fileId: string; error: unknown }[] = [];
  let seen = 0;
  for (let after: string | null = null; ;) {
    const page: readonly StoredFileRecord[] = await ports.files.findPurging({ after, limit: PURGE_PAGE });
    for (const file of page) {
      try {
        await finishPurge(ports, file);
      } catch (error) {
        failures.push({ fileId: file.id, error });
      }
    }
    seen += page.length;
    after = page.at(-1)?.id ?? null;
    if (page.length < PURGE_PAGE) return { purged: seen - failures.length, failures };
  }
}

/** Its versions go first, then its own bytes, then its row: a crash in between leaves what is paid for. Of a file being purged. */
export async function finishPurge(ports: PurgePorts, file: StoredFileRecord): Promise<void> {
  for (const version of await ports.versions.ofPurgingFile(file.id)) await finishVersionPurge(ports, version);
  await removeArtefacts(ports, file.versionId);
  await ports.files.finishPurge(file.id, await removeBytes(ports, file));
}
