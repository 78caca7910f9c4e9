import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { paceRefreshes } from './refresh-pace.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function paced(isMany: boolean) {
  const refresh = vi.fn();
  return { refresh, pace: paceRefreshes(refresh, () => isMany) };
}

/** Something changes ten times a second, as it does while files arrive, and the person presses as often. */
function arrive(pace: ReturnType<typeof paceRefreshes>, ms: number, isPressing: boolean): void {
  for (let passed = 0; passed < ms; passed += 100) {
    pace.refreshSoon();
    if (isPressing) pace.notePress();
    vi.advanceTimersByTime(100);
  }
}

test('the first change is shown at once, those of the next second together', () => {
  const { pace, refresh } = paced(false);
  pace.refreshSoon();
  expect(refresh).toHaveBeenCalledTimes(1);
  pace.refreshSoon();
  pace.refreshSoon();
  expect(refresh).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1000);
  expect(refresh).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(10_000);
  expect(refresh).toHaveBeenCalledTimes(2);
});

test('presses hold nothing back while few files arrive', () => {
  const { pace, refresh } = paced(false);
  arrive(pace, 9900, true);
  expect(refresh).toHaveBeenCalledTimes(10);
});

test('while many arrive the list is drawn every three seconds', () => {
  const { pace, refresh } = paced(true);
  arrive(pace, 11_900, false);
  expect(refresh).toHaveBeenCalledTimes(4);
});

test('while many arrive and the person presses, the list waits until the hand rests', () => {
  const { pace, refresh } = paced(true);
  arrive(pace, 5000, true);
  expect(refresh).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1000);
  expect(refresh).toHaveBeenCalledTimes(2);
});

test('a hand that never rests sees the list change every twelve seconds all the same', () => {
  const { pace, refresh } = paced(true);
  arrive(pace, 35_900, true);
  expect(refresh).toHaveBeenCalledTimes(3);
});

test('nothing is refreshed any more once it is stopped', () => {
  const { pace, refresh } = paced(false);
  pace.refreshSoon();
  pace.refreshSoon();
  pace.stop();
  vi.advanceTimersByTime(10_000);
  expect(refresh).toHaveBeenCalledTimes(1);
});
