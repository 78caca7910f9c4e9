import type { OnConflict, StoredFile } from '@dawg/contract/wire';
import type { BulkResult } from '@dawg/contract/wire-library';
import type { Ports } from '../ports/ports.ts';
import { changeMany, type ManyFiles } from './change-many.ts';
import { fileOf } from './item-outcome.ts';

interface Conflict {
  /** `keep-both` unless said otherwise: nothing is lost and nobody is asked. */
  readonly onConflict?: OnConflict | undefined;
}

/**
 * Takes a file out of the trash: to the folder it was in, or the nearest one above that is not in the trash, numbered
 * if its name was taken meanwhile. Throws `file-not-found`, `name-taken` (where `fail` was asked for).
 */
export async function restoreFile(
  ports: Pick<Ports, 'files' | 'clock'>,
  request: { readonly owner: string; readonly fileId: string } & Conflict,
): Promise<StoredFile> {
  const { owner, fileId, onConflict = 'keep-both' } = request;
  const [outcome] = await ports.files.restore(owner, [fileId], { onConflict, at: ports.clock.now() });
  return fileOf(outcome);
}

/** Takes many out of the trash. */
export function restoreFiles(
  ports: Pick<Ports, 'files' | 'clock'>,
  request: ManyFiles & Conflict,
): Promise<BulkResult> {
  const change = { onConflict: request.onConflict ?? 'keep-both', at: ports.clock.now() };
  return changeMany(request.fileIds, (ids, together) =>
    ports.files.restore(request.owner, ids, { ...change, together }),
  );
}
