import { toStorageError } from '@dawg/client/to-storage-error';
import type { StorageError } from '@dawg/contract/storage-error';

/** Calls under way at once: enough to be quick, too few to crowd out uploads. */
const LANES = 6;

/** What became of a call for each of many. */
export interface Settled<Item> {
  readonly done: readonly Item[];
  readonly failed: readonly { readonly item: Item; readonly error: StorageError }[];
}

/** Calls once for each item, a few at a time; one failure does not stop the others. */
export async function settleEach<Item>(
  items: readonly Item[],
  call: (item: Item) => Promise<unknown>,
): Promise<Settled<Item>> {
  const done: Item[] = [];
  const failed: { item: Item; error: StorageError }[] = [];
  const rest = items.values();
  const lane = async () => {
    for (const item of rest) {
      try {
        await call(item);
        done.push(item);
      } catch (error) {
        failed.push({ item, error: toStorageError(error) });
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return { done, failed };
}
