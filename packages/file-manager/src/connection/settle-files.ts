import { toStorageError } from '@dawg/client/to-storage-error';
import { MAX_IDS_PER_CALL } from '@dawg/contract/limits';
import { StorageError } from '@dawg/contract/storage-error';
import type { StoredFile } from '@dawg/contract/wire';
import type { BulkResult } from '@dawg/contract/wire-library';
import type { Settled } from './settle-each.ts';

/** Calls for all files together, as many as one call takes; what became of each is in its answer. */
export async function settleFiles(
  files: readonly StoredFile[],
  call: (fileIds: readonly string[]) => Promise<BulkResult>,
): Promise<Settled<StoredFile>> {
  const done: StoredFile[] = [];
  const failed: { item: StoredFile; error: StorageError }[] = [];
  for (let start = 0; start < files.length; start += MAX_IDS_PER_CALL) {
    const page = files.slice(start, start + MAX_IDS_PER_CALL);
    try {
      const { results } = await call(page.map(({ id }) => id));
      page.forEach((item, index) => {
        const code = results[index]?.error;
        if (code === undefined) done.push(item);
        else failed.push({ item, error: new StorageError(code) });
      });
    } catch (thrown) {
      const error = toStorageError(thrown);
      failed.push(...page.map((item) => ({ item, error })));
    }
  }
  return { done, failed };
}
