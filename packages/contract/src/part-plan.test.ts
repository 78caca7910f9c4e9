import { describe, expect, test } from 'vitest';
import { LARGEST_OBJECT_BYTES, LARGEST_PART_BYTES, MAX_PARTS, SMALLEST_PART_BYTES } from './limits.ts';
import { partRange, partRanges, planParts } from './part-plan.ts';

const MIB = 2 ** 20;

describe('a part plan', () => {
  test.each([
    [1, 5 * MIB, 1],
    [5 * MIB, 5 * MIB, 1],
    [8 * MIB, 5 * MIB, 2],
    [8 * MIB + 1, 5 * MIB, 2],
    [32 * MIB, 5.375 * MIB, 6],
    [64 * MIB, 5.375 * MIB, 12],
    [100 * MIB, 5.5625 * MIB, 18],
    [1024 * MIB, 8 * MIB, 128],
    [10_000 * MIB, 8 * MIB, 1250],
    [40_000 * MIB, 16 * MIB, 2500],
    [LARGEST_OBJECT_BYTES, LARGEST_PART_BYTES, MAX_PARTS],
  ])('of %i bytes has parts of %i bytes, %i of them', (sizeBytes, partSizeBytes, partCount) => {
    expect(planParts(sizeBytes)).toEqual({ sizeBytes, partSizeBytes, partCount });
  });

  test('fills its lanes: of the sizes that people upload none leaves more than a lane empty in its last round', () => {
    for (let sizeBytes = 30 * MIB; sizeBytes < 380 * MIB; sizeBytes += 10 * MIB + 12_345) {
      const { partCount, partSizeBytes } = planParts(sizeBytes);
      if (partSizeBytes > SMALLEST_PART_BYTES) expect(partCount % 6 === 0 || partCount % 6 === 5).toBe(true);
      expect(partSizeBytes).toBeLessThanOrEqual(8 * MIB);
    }
  });

  test('never goes below the smallest part S3 takes', () => {
    expect(planParts(100 * MIB, 1024).partSizeBytes).toBe(SMALLEST_PART_BYTES);
  });

  test('covers every byte once, in order, with equal parts but the last', () => {
    const plan = planParts(100 * MIB + 7);
    const ranges = partRanges(plan);
    expect(ranges.map((range) => range.partNumber)).toEqual(ranges.map((_, index) => index + 1));
    expect(ranges.reduce((at, range) => (expect(range.start).toBe(at), range.end), 0)).toBe(plan.sizeBytes);
    expect(new Set(ranges.slice(0, -1).map((range) => range.sizeBytes)).size).toBe(1);
    expect(ranges.map((range) => partRange(plan, range.partNumber))).toEqual(ranges);
  });

  test.each([0, -1, 1.5, 19, Number.NaN])('knows no part %d of 18', (partNumber) => {
    expect(partRange(planParts(100 * MIB), partNumber)).toBeNull();
  });
});
