/** How often something can be done, and how long one waits for it. */
export interface Rate {
  readonly perSecond: number;
  readonly medianMs: number;
  /** Of a hundred, one takes longer. */
  readonly p99Ms: number;
}

/** Does `work` for each item, `lanes` at a time. Rejects with the first failure. */
export async function measureRate<Item>(
  items: readonly Item[],
  lanes: number,
  work: (item: Item) => Promise<unknown>,
): Promise<Rate> {
  const tookMs: number[] = [];
  const queue = items.values(); // shared: each lane takes the next
  const lane = async () => {
    for (const item of queue) {
      const begun = performance.now();
      await work(item);
      tookMs.push(performance.now() - begun);
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: lanes }, lane));
  const seconds = (performance.now() - begun) / 1000;
  const sorted = tookMs.toSorted((a, b) => a - b);
  const quantile = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { perSecond: items.length / seconds, medianMs: quantile(0.5), p99Ms: quantile(0.99) };
}
