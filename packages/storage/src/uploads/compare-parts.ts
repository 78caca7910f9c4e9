import { partRanges, type PartPlan } from '@dawg/contract/part-plan';
import type { MissingReason } from '@dawg/contract/wire';
import type { ArrivedPart } from '../ports/object-store.ts';

export interface MissingPart {
  readonly partNumber: number;
  readonly reason: MissingReason;
}

/** The parts of the plan that the store does not hold as they were signed. Empty when all arrived. */
export function missingParts(
  plan: PartPlan,
  arrived: readonly ArrivedPart[],
  signedChecksums: ReadonlyMap<number, string>,
): MissingPart[] {
  const byNumber = new Map(arrived.map((part) => [part.partNumber, part]));
  return partRanges(plan).flatMap(({ partNumber, sizeBytes }): MissingPart[] => {
    const part = byNumber.get(partNumber);
    if (!part) return [{ partNumber, reason: 'absent' }];
    if (part.sizeBytes !== sizeBytes) return [{ partNumber, reason: 'wrong-size' }];
    const signed = signedChecksums.get(partNumber);
    const differs = part.checksum !== null && signed !== undefined && part.checksum !== signed;
    return differs ? [{ partNumber, reason: 'wrong-checksum' }] : [];
  });
}
