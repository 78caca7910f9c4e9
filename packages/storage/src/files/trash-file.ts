import type { StoredFile } from '@dawg/contract/wire';
import type { BulkResult } from '@dawg/contract/wire-library';
import type { Ports } from '../ports/ports.ts';
import { changeMany, type ManyFiles } from './change-many.ts';
import { fileOf } from './item-outcome.ts';

/** Moves a file to the trash, where it keeps counting against the quota. Throws `file-not-found`. */
export async function trashFile(
  ports: Pick<Ports, 'files' | 'clock'>,
  request: { readonly owner: string; readonly fileId: string },
): Promise<StoredFile> {
  const [outcome] = await ports.files.trash(request.owner, [request.fileId], ports.clock.now());
  return fileOf(outcome);
}

/** Moves many to the trash. */
export function trashFiles(ports: Pick<Ports, 'files' | 'clock'>, request: ManyFiles): Promise<BulkResult> {
  const at = ports.clock.now();
  return changeMany(request.fileIds, (ids) => ports.files.trash(request.owner, ids, at));
}
