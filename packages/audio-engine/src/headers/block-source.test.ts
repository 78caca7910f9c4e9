import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockSource, HeaderTooLong } from './block-source.ts';

const BYTES = Uint8Array.from({ length: 300_000 }, (_, at) => (at * 7) % 251);
const source = {
  sizeBytes: BYTES.length,
  read: async (offset: number, length: number) => BYTES.slice(offset, offset + length),
};
const NO_LIMITS = { maxHeaderBytes: Infinity, maxHeaderReads: Infinity };

describe('a source of blocks', () => {
  test('gives the same bytes as the source, and reads none twice', async () => {
    const ranges = fc.array(fc.tuple(fc.nat(310_000), fc.nat(200_000)), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(ranges, async (reads) => {
        const blocks = blockSource(source, NO_LIMITS);
        for (const [offset, length] of reads)
          expect(
            Buffer.compare(await blocks.read(offset, length), BYTES.slice(offset, offset + length)),
          ).toBe(0);
        expect(blocks.readBytes).toBeLessThanOrEqual(BYTES.length);
      }),
      { numRuns: 50 },
    );
  });

  test('stops at its limits', async () => {
    const few = blockSource(source, { maxHeaderBytes: Infinity, maxHeaderReads: 2 });
    await few.read(0, 1);
    await few.read(100_000, 1);
    await expect(few.read(200_000, 1)).rejects.toThrow(HeaderTooLong);
    const short = blockSource(source, { maxHeaderBytes: 100_000, maxHeaderReads: 64 });
    await expect(short.read(0, 200_000)).rejects.toThrow(HeaderTooLong);
    expect(short.readBytes).toBe(0);
  });
});
