import { partRange, type PartPlan, type PartRange } from '@dawg/contract/part-plan';

/** Parts read, summed and signed together: about as many as there are lanes, so that none waits for a signature. */
const BATCH_PARTS = 6;

/** A batch is no larger than this; how many are in memory at a time, the platform says. */
export const BATCH_BYTES = 48 * 2 ** 20;

/** The parts whose URLs create is asked for. */
export function firstBatch(plan: PartPlan): PartRange[] {
  return (
    batches(
      plan,
      Array.from({ length: Math.min(plan.partCount, BATCH_PARTS) }, (_, at) => at + 1),
    )[0] ?? []
  );
}

/** The parts of these numbers, in batches. */
export function batches(plan: PartPlan, partNumbers: readonly number[]): PartRange[][] {
  const size = Math.max(1, Math.min(BATCH_PARTS, Math.floor(BATCH_BYTES / plan.partSizeBytes)));
  const ranges = partNumbers.flatMap((partNumber) => partRange(plan, partNumber) ?? []);
  return Array.from({ length: Math.ceil(ranges.length / size) }, (_, index) =>
    ranges.slice(index * size, (index + 1) * size),
  );
}
