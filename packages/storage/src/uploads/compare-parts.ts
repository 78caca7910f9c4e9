import { partRanges, type PartPlan } from '@dawg/contract/part-plan';
import type { MissingReason } from '@dawg/contract/wire';
import type { ArrivedPart } from '../ports/object-store.ts';
import type { UploadSessionRecord } from './upload-session.ts';

export interface MissingPart {
  readonly partNumber: number;
  readonly reason: MissingReason;
}

/**
 * The parts of the plan that the store does not hold as they were last signed. Empty when all arrived. A part that was
 * signed anew with another length and not sent again is not the one the client means, though it may fit the plan.
 */
export function missingParts(
  plan: PartPlan,
  arrived: readonly ArrivedPart[],
  { signedChecksums, signedSizes }: Pick<UploadSessionRecord, 'signedChecksums' | 'signedSizes'>,
): MissingPart[] {
  const byNumber = new Map(arrived.map((part) => [part.partNumber, part]));
  return partRanges(plan).flatMap(({ partNumber, sizeBytes }): MissingPart[] => {
    const part = byNumber.get(partNumber);
    if (!part) return [{ partNumber, reason: 'absent' }];
    const signedSize = signedSizes.get(partNumber) ?? sizeBytes;
    if (part.sizeBytes !== sizeBytes || part.sizeBytes !== signedSize)
      return [{ partNumber, reason: 'wrong-size' }];
    const signed = signedChecksums.get(partNumber);
    const differs = part.checksum !== null && signed !== undefined && part.checksum !== signed;
    return differs ? [{ partNumber, reason: 'wrong-checksum' }] : [];
  });
}
