import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchScanner } from './watch-scanner.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

test('a scanner that is missed is asked after 1, 2, 4 and so on up to 60 seconds, and once is said that it is there', async () => {
  let isThere = false;
  const asked: number[] = [];
  let seconds = 0;
  const ready = vi.fn();
  const watch = watchScanner(async () => {
    asked.push(seconds);
    return isThere;
  }, ready);
  const pass = async (until: number) => {
    for (; seconds < until;) {
      seconds += 1;
      await vi.advanceTimersByTimeAsync(1000);
    }
  };
  await pass(10);
  expect(asked).toEqual([]);
  watch.begin();
  watch.begin();
  await pass(200);
  expect(asked).toEqual([11, 13, 17, 25, 41, 73, 133, 193]);
  isThere = true;
  await pass(400);
  expect(ready).toHaveBeenCalledTimes(1);
  watch.begin();
  watch.stop();
  await pass(500);
  expect(ready).toHaveBeenCalledTimes(1);
});
