import { expect, test } from 'vitest';
import { lendMemory } from './lent-memory.ts';

test('memory that was given back is lent again, once, to whoever needs that size', () => {
  const first = lendMemory(1_234_567);
  first.free();
  first.free();
  const second = lendMemory(1_234_567);
  const third = lendMemory(1_234_567);
  expect(second.bytes).toBe(first.bytes);
  expect(third.bytes).not.toBe(first.bytes);
  expect(lendMemory(99).bytes).toHaveLength(99);
});
