import {
  DEFAULT_PART_BYTES,
  LARGEST_PART_BYTES,
  PREFERRED_MAX_PARTS,
  SMALLEST_PART_BYTES,
} from './limits.ts';

/** What a browser opens to one host over HTTP/1.1, and what the engine begins with. */
const USUAL_LANES = 6;

const MOST_EVEN_ROUNDS = 8;

/** Part sizes are whole multiples of this: nobody wants to read odd ones. */
const PART_STEP_BYTES = 64 * 1024;

/** How a file is cut: equal parts but the last, because some stores (R2) refuse unequal ones. */
export interface PartPlan {
  readonly sizeBytes: number;
  readonly partSizeBytes: number;
  readonly partCount: number;
}

/** A part of a plan: bytes `start` (inclusive) to `end` (exclusive) of the file. Part numbers begin at 1, as S3's do. */
export interface PartRange {
  readonly partNumber: number;
  readonly start: number;
  readonly end: number;
  readonly sizeBytes: number;
}

/**
 * Plans the parts of a file of `sizeBytes` (> 0). The part size is fixed at create and kept in the session,
 * so that a later change of `smallestPartBytes` does not disturb an upload under way.
 */
export function planParts(sizeBytes: number, smallestPartBytes: number = DEFAULT_PART_BYTES): PartPlan {
  const wanted = nextPowerOfTwo(Math.ceil(sizeBytes / PREFERRED_MAX_PARTS));
  const floor = Math.max(smallestPartBytes, SMALLEST_PART_BYTES);
  return planOf(sizeBytes, evenPartBytes(sizeBytes, Math.min(Math.max(wanted, floor), LARGEST_PART_BYTES)));
}

/** The plan that a session's stored part size stands for. */
export function planOf(sizeBytes: number, partSizeBytes: number): PartPlan {
  return { sizeBytes, partSizeBytes, partCount: Math.ceil(sizeBytes / partSizeBytes) };
}

/** The bytes of one part, or null for a number outside the plan. */
export function partRange(plan: PartPlan, partNumber: number): PartRange | null {
  if (!Number.isInteger(partNumber) || partNumber < 1 || partNumber > plan.partCount) return null;
  const start = (partNumber - 1) * plan.partSizeBytes;
  const end = Math.min(start + plan.partSizeBytes, plan.sizeBytes);
  return { partNumber, start, end, sizeBytes: end - start };
}

/** Every part of a plan, in order. */
export function partRanges(plan: PartPlan): PartRange[] {
  return Array.from({ length: plan.partCount }, (_, index) => {
    const start = index * plan.partSizeBytes;
    const end = Math.min(start + plan.partSizeBytes, plan.sizeBytes);
    return { partNumber: index + 1, start, end, sizeBytes: end - start };
  });
}

/**
 * Parts of `most` bytes, or somewhat smaller so that they come out as whole rounds of the usual lanes: four parts leave
 * two of six lanes empty, eight leave four of them empty half the time. Where there are many rounds the last one does
 * not matter.
 */
function evenPartBytes(sizeBytes: number, most: number): number {
  const rounds = Math.ceil(sizeBytes / (USUAL_LANES * most));
  if (rounds > MOST_EVEN_ROUNDS) return most;
  const even = Math.ceil(sizeBytes / (USUAL_LANES * rounds) / PART_STEP_BYTES) * PART_STEP_BYTES;
  return Math.min(most, Math.max(even, SMALLEST_PART_BYTES));
}

function nextPowerOfTwo(value: number): number {
  return 2 ** Math.ceil(Math.log2(value));
}
