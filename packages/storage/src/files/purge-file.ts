import { StorageError } from '@dawg/contract/storage-error';
import type { Ports } from '../ports/ports.ts';
import { discardObject } from '../uploads/abort-upload.ts';
import { sealKey } from '../uploads/seal-key.ts';
import type { StoredFileRecord } from './stored-file.ts';

const PURGE_PAGE = 200;

type PurgePorts = Pick<Ports, 'files' | 'objects' | 'clock'>;

/**
 * Deletes a file in the trash for good and gives its bytes back. From the call on the file looks missing, also
 * when the store fails meanwhile (`store-unavailable`): the job finishes it. Throws `file-not-found`,
 * `file-not-in-trash`.
 */
export async function purgeFile(
  ports: PurgePorts,
  request: { readonly owner: string; readonly fileId: string },
): Promise<void> {
  const file = await ports.files.beginPurge(request.owner, request.fileId);
  if (file === 'not-found') throw new StorageError('file-not-found');
  if (file === 'not-in-trash') throw new StorageError('file-not-in-trash');
  await finishPurge(ports, file);
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

/**
 * The bytes go first: a crash in between leaves a file that is charged for, never bytes that nobody pays. While a URL
 * of its upload may be alive the key is sealed, or that URL would bring the bytes back.
 */
async function finishPurge(ports: PurgePorts, file: StoredFileRecord): Promise<void> {
  const isPutDead = file.putUntil === null || file.putUntil <= ports.clock.now();
  if (isPutDead) await discardObject(ports, file.storageKey);
  else await sealKey(ports, file.storageKey);
  await ports.files.finishPurge(file.id, { sealedUntil: isPutDead ? null : file.putUntil });
}
