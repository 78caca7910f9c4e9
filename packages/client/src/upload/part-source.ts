import { crc32, decodeCrc32, encodeCrc32 } from '@dawg/contract/crc32';
import { partRange, type PartPlan } from '@dawg/contract/part-plan';
import { StorageError } from '@dawg/contract/storage-error';

/** A part's bytes with their checksum, from one read. */
export interface ReadPart {
  readonly partNumber: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly crc: number;
  /** `crc` as it goes over the wire. */
  readonly checksum: string;
}

/** Reads one part of a file and sums it. Throws `file-changed` when the file is not what it was when chosen. */
export async function readPart(file: File, plan: PartPlan, partNumber: number): Promise<ReadPart> {
  const range = partRange(plan, partNumber);
  if (!range) throw new StorageError('part-outside-plan', { partNumber });
  const bytes = new Uint8Array(await readSlice(file, range.start, range.end));
  if (bytes.length !== range.sizeBytes) throw new StorageError('file-changed');
  const crc = crc32(bytes);
  return { partNumber, bytes, crc, checksum: encodeCrc32(crc) };
}

/** Whether the part that the store holds has these bytes. */
export function isSamePart(part: ReadPart, storedChecksum: string): boolean {
  return decodeCrc32(storedChecksum) === part.crc;
}

async function readSlice(file: File, start: number, end: number): Promise<ArrayBuffer> {
  try {
    return await file.slice(start, end).arrayBuffer();
  } catch (error) {
    // Browsers refuse to read a file that was changed, moved or deleted after it was chosen.
    throw new StorageError('file-changed', {}, { cause: error });
  }
}
