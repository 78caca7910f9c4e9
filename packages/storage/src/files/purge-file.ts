import type { BulkResult } from '@dawg/contract/wire-library';
import type { PurgedFile } from '../ports/file-catalog.ts';
import type { Ports } from '../ports/ports.ts';
import { removeBytes } from '../versions/remove-bytes.ts';
import { finishVersionPurge } from '../versions/purge-version.ts';
import { removeArtefacts } from '../analysis/remove-artefacts.ts';
import { changeMany, type ManyFiles } from './change-many.ts';
import { fileOf } from './item-outcome.ts';
import type { StoredFileRecord } from './stored-file.ts';

const PURGE_PAGE = 200;
/** Files whose bytes are deleted at a time: the store answers others meanwhile. */
const PURGED_AT_ONCE = 8;

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

/** Finishes the purges of many, and those that a crash or a failing store has left half done. */
export async function finishPurges(ports: PurgePorts): Promise<PurgeReport> {
  const failures: { fileId: string; error: unknown }[] = [];
  let purged = 0;
  for (let after: string | null = null; ;) {
    const page: readonly StoredFileRecord[] = await ports.files.findPurging({ after, limit: PURGE_PAGE });
    for (const [owner, files] of byOwner(page)) {
      const gone: PurgedFile[] = [];
      for (let begin = 0; begin < files.length; begin += PURGED_AT_ONCE) {
        const some = files.slice(begin, begin + PURGED_AT_ONCE);
        const outcomes = await Promise.allSettled(some.map((file) => removeAllBytes(ports, file)));
        outcomes.forEach((outcome, at) => {
          if (outcome.status === 'fulfilled') gone.push(outcome.value);
          else failures.push({ fileId: some[at]?.id ?? '', error: outcome.reason });
        });
      }
      purged += await ports.files.finishPurge(owner, gone);
    }
    after = page.at(-1)?.id ?? null;
    if (page.length < PURGE_PAGE) return { purged, failures };
  }
}

function byOwner(files: readonly StoredFileRecord[]): Map<string, StoredFileRecord[]> {
  const owners = new Map<string, StoredFileRecord[]>();
  for (const file of files) owners.set(file.owner, [...(owners.get(file.owner) ?? []), file]);
  return owners;
}

/** Of a file being purged: its bytes, then its row, so that a crash in between leaves what is paid for. */
export async function finishPurge(ports: PurgePorts, file: StoredFileRecord): Promise<void> {
  await ports.files.finishPurge(file.owner, [await removeAllBytes(ports, file)]);
}

/** Its earlier versions go for good, and what was made of it, and its own bytes from the store. */
async function removeAllBytes(ports: PurgePorts, file: StoredFileRecord): Promise<PurgedFile> {
  for (const version of await ports.versions.ofPurgingFile(file.id)) await finishVersionPurge(ports, version);
  await removeArtefacts(ports, file.versionId);
  return { id: file.id, ...(await removeBytes(ports, file)) };
}
