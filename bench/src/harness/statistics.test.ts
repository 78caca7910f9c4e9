import { describe, expect, test } from 'vitest';
import { median, medianKnown, speedRatio } from './statistics.ts';

describe('a median', () => {
  test('is the middle of an odd number of values, in whatever order they come', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  test('is the mean of the middle two of an even number', () => {
    expect(median([4, 1, 3, 100])).toBe(3.5);
  });

  test('is not moved by one round that went badly', () => {
    expect(median([2, 2.1, 2.2, 2.1, 60])).toBe(2.1);
  });

  test('of no value is not a number', () => {
    expect(median([])).toBeNaN();
  });

  test('of figures that nobody knows is unknown, and of some that are known is theirs', () => {
    expect(medianKnown([null, null])).toBeNull();
    expect(medianKnown([null, 3, 5])).toBe(4);
  });
});

test('who takes half the time is twice as fast', () => {
  expect(speedRatio(2, 4)).toBe(2);
});
