import type { RangeSource } from '@dawg/audio/ports/header-reader';

/** One request to a store costs as much as 64 KiB of its answer. */
const BLOCK_BYTES = 64 * 1024;

/** More of a file was asked for than its header may take. */
export class HeaderTooLong extends Error {
  override readonly name = 'HeaderTooLong';
}

export interface BlockSource extends RangeSource {
  /** What was read of the source behind it. */
  readonly readBytes: number;
  readonly reads: number;
}

/** Reads whole blocks and keeps them, so that small reads cost nothing; stops with `HeaderTooLong` at the limits. */
export function blockSource(
  source: RangeSource,
  limits: { readonly maxHeaderBytes: number; readonly maxHeaderReads: number },
): BlockSource {
  const blocks = new Map<number, Uint8Array>();
  let readBytes = 0;
  let reads = 0;

  async function fetchBlocks(first: number, last: number): Promise<void> {
    const offset = first * BLOCK_BYTES;
    const length = Math.min((last + 1) * BLOCK_BYTES, source.sizeBytes) - offset;
    if (readBytes + length > limits.maxHeaderBytes || reads >= limits.maxHeaderReads)
      throw new HeaderTooLong(`after ${readBytes} bytes in ${reads} reads`);
    readBytes += length;
    reads += 1;
    const bytes = await source.read(offset, length);
    for (let block = first; block <= last; block += 1)
      blocks.set(block, bytes.subarray((block - first) * BLOCK_BYTES, (block - first + 1) * BLOCK_BYTES));
  }

  return {
    sizeBytes: source.sizeBytes,
    get readBytes() {
      return readBytes;
    },
    get reads() {
      return reads;
    },
    async read(offset, length) {
      const end = Math.min(offset + length, source.sizeBytes);
      if (end <= offset) return new Uint8Array(0);
      const [first, last] = [Math.floor(offset / BLOCK_BYTES), Math.floor((end - 1) / BLOCK_BYTES)];
      for (let block = first; block <= last; block += 1) {
        if (blocks.has(block)) continue;
        let until = block;
        while (until < last && !blocks.has(until + 1)) until += 1;
        await fetchBlocks(block, until);
      }
      const bytes = new Uint8Array(end - offset);
      for (let block = first; block <= last; block += 1) {
        const content = blocks.get(block) ?? new Uint8Array(0);
        const start = block * BLOCK_BYTES;
        const from = Math.max(offset - start, 0);
        bytes.set(content.subarray(from, end - start), start + from - offset);
      }
      return bytes;
    },
  };
}
