import { describe, expect, test } from 'vitest';
import { LARGEST_OBJECT_BYTES, LARGEST_PART_BYTES, MAX_PARTS, SMALLEST_PART_BYTES } from './limits.ts';
import { partRange, partRanges, planParts } from './part-plan.ts';

const MIB = 2 ** 20;

describe('a part plan', () => {
  test.each([
    [1, 8 * MIB, 1],
    [8 * MIB, 8 * MIB, 1],
    [8 * MIB + 1, 8 * MIB, 2],
    [100 * MIB, 8 * MIB, 13],
    [10_000 * MIB, 16 * MIB, 625],
    [LARGEST_OBJECT_BYTES, LARGEST_PART_BYTES, MAX_PARTS],
  ])('of %i bytes has parts of %i bytes, %i of them', (sizeBytes, partSizeBytes, partCount) => {
    expect(planParts(sizeBytes)).toEqual({ sizeBytes, partSizeBytes, partCount });
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

  test.each([0, -1, 1.5, 14, Number.NaN])('knows no part %d of 13', (partNumber) => {
    expect(partRange(planParts(100 * MIB), partNumber)).toBeNull();
  });
});
