import { partRange, type PartPlan } from '@dawg/contract/part-plan';
import { StorageError } from '@dawg/contract/storage-error';
import type { PartChecksum } from '@dawg/contract/wire';

/**
 * The exact length in bytes that a part's URL is signed for: the plan's, or under a ceiling what the client has, if that
 * is no more. Throws `part-outside-plan`, and `invalid-request` for a length that the plan does not have.
 */
export function bytesToSign(
  plan: PartPlan,
  isCeiling: boolean,
  { partNumber, sizeBytes }: PartChecksum,
): number {
  const planned = partRange(plan, partNumber)?.sizeBytes;
  if (planned === undefined) throw new StorageError('part-outside-plan', { partNumber });
  const wanted = sizeBytes ?? planned;
  const fits = isCeiling ? wanted >= 1 && wanted <= planned : wanted === planned;
  if (!fits) {
    const allowed = isCeiling ? `1 to ${planned}` : planned;
    const problem = `part ${partNumber} has ${allowed} bytes by the plan, not ${wanted}`;
    throw new StorageError('invalid-request', { problem, partNumber });
  }
  return wanted;
}
