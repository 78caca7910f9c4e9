import { StorageError } from '@dawg/contract/storage-error';
import { cleanTags, tagsProblem } from '@dawg/contract/tags';
import type { BulkResult } from '@dawg/contract/wire-library';
import type { Ports } from '../ports/ports.ts';
import { changeMany, type ManyFiles } from './change-many.ts';

/** Adds tags to many files and removes others. Throws `invalid-request` for tags beyond their limits. */
export async function tagFiles(
  ports: Pick<Ports, 'files' | 'clock'>,
  request: ManyFiles & { readonly add: readonly string[]; readonly remove: readonly string[] },
): Promise<BulkResult> {
  const problem = tagsProblem(request.add) ?? tagsProblem(request.remove);
  if (problem !== null) throw new StorageError('invalid-request', { problem });
  const at = ports.clock.now();
  const change = { add: cleanTags(request.add), remove: cleanTags(request.remove), at };
  return changeMany(request.fileIds, (ids) => ports.files.tag(request.owner, ids, change));
}
