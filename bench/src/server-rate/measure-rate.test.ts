import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { measureRate } from './measure-rate.ts';

test('a rate is measured over every item once, so many at a time', async () => {
  const done: number[] = [];
  let underWay = 0;
  let most = 0;
  const items = Array.from({ length: 10 }, (_, index) => index);
  const rate = await measureRate(items, 3, async (item) => {
    most = Math.max(most, ++underWay);
    await delay(1);
    underWay -= 1;
    done.push(item);
  });
  expect(done.toSorted((a, b) => a - b)).toEqual(items);
  expect(most).toBe(3);
  expect(rate.perSecond).toBeGreaterThan(0);
  expect(rate.p99Ms).toBeGreaterThanOrEqual(rate.medianMs);
});
