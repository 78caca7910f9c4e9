import { combineParts, encodeCrc32 } from '@dawg/contract/crc32';
import { partRanges, type PartPlan } from '@dawg/contract/part-plan';
import { readCrc, type Run } from './upload-run.ts';

/** The CRC-32 of the file (base64), joined from its parts'; only parts that were not read in this run are read. */
export async function wholeChecksum(run: Run, plan: PartPlan): Promise<string> {
  const parts: { crc: number; sizeBytes: number }[] = [];
  for (const range of partRanges(plan)) {
    const crc = run.memo.checksums.get(range.partNumber) ?? (await readCrc(run, range));
    parts.push({ crc, sizeBytes: range.sizeBytes });
  }
  return encodeCrc32(combineParts(parts));
}
