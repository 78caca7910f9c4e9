import { IDS_PER_TRANSACTION } from '@dawg/contract/limits';
import type { BulkResult, ItemResult } from '@dawg/contract/wire-library';
import type { ItemOutcome } from '../ports/file-catalog.ts';
import { toItemResult } from './item-outcome.ts';

/**
 * Does the same to many files, a thousand a transaction, so that nobody waits long for the owner's lock. When one of
 * the transactions fails the call throws; what was done before stays done, and the call may be repeated. `together` are
 * all of the call.
 */
export async function changeMany(
  fileIds: readonly string[],
  change: (ids: readonly string[], together: ReadonlySet<string>) => Promise<readonly ItemOutcome[]>,
): Promise<BulkResult> {
  const together = new Set(fileIds);
  const unique = [...together];
  const results = new Map<string, ItemResult>();
  for (let start = 0; start < unique.length; start += IDS_PER_TRANSACTION) {
    const ids = unique.slice(start, start + IDS_PER_TRANSACTION);
    const outcomes = await change(ids, together);
    ids.forEach((id, index) => results.set(id, toItemResult(id, outcomes[index])));
  }
  return { results: fileIds.flatMap((id) => results.get(id) ?? []) };
}

/** Those of a request for many files. */
export interface ManyFiles {
  readonly owner: string;
  readonly fileIds: readonly string[];
}
