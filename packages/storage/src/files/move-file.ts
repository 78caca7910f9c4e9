import { StorageError } from '@dawg/contract/storage-error';
import type { OnConflict, StoredFile } from '@dawg/contract/wire';
import type { BulkResult } from '@dawg/contract/wire-library';
import type { ItemOutcome, Placing } from '../ports/file-catalog.ts';
import type { Ports } from '../ports/ports.ts';
import { changeMany, type ManyFiles } from './change-many.ts';
import { fileOf } from './item-outcome.ts';

interface Target {
  /** Null for the top. */
  readonly folderId: string | null;
  /** `keep-both` unless said otherwise. */
  readonly onConflict?: OnConflict | undefined;
}

/**
 * Moves an active file into another folder. Under `replace` a file that has its name there goes to the trash. Throws
 * `file-not-found`, `folder-not-found`, `name-taken` (where `fail` was asked for).
 */
export async function moveFile(
  ports: Pick<Ports, 'files' | 'clock'>,
  request: { readonly owner: string; readonly fileId: string } & Target,
): Promise<StoredFile> {
  const [outcome] = await move(ports, request.owner, [request.fileId], request);
  return fileOf(outcome);
}

/** Moves many into one folder. Throws `folder-not-found`. */
export function moveFiles(
  ports: Pick<Ports, 'files' | 'clock'>,
  request: ManyFiles & Target,
): Promise<BulkResult> {
  return changeMany(request.fileIds, (ids, together) =>
    move(ports, request.owner, ids, { ...request, together }),
  );
}

async function move(
  ports: Pick<Ports, 'files' | 'clock'>,
  owner: string,
  ids: readonly string[],
  { folderId, onConflict = 'keep-both', together }: Target & Pick<Placing, 'together'>,
): Promise<readonly ItemOutcome[]> {
  const outcomes = await ports.files.move(owner, ids, {
    folderId,
    onConflict,
    together,
    at: ports.clock.now(),
  });
  if (outcomes === 'folder-not-found') throw new StorageError('folder-not-found');
  return outcomes;
}
