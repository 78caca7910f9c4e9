import { expect, test } from 'vitest';
import { relativeTimeFormat } from './relative-time-format.ts';

const now = new Date(2026, 10, 24, 12, 0, 0).getTime();
const ago = (milliseconds: number) =>
  relativeTimeFormat('en')(new Date(now - milliseconds).toISOString(), now);
const MINUTE = 60_000;

test.each([
  [0, 'now'],
  [3 * MINUTE, '3 minutes ago'],
  [150 * MINUTE, '2 hours ago'],
  [26 * 60 * MINUTE, 'yesterday'],
  [5 * 24 * 60 * MINUTE, '5 days ago'],
  [30 * 24 * 60 * MINUTE, 'Oct 25'],
  [400 * 24 * 60 * MINUTE, 'Oct 20, 2025'],
])('%d milliseconds ago reads as %s', (milliseconds, text) => {
  expect(ago(milliseconds)).toBe(text);
});

test('a time ahead of this clock reads as now', () => {
  expect(ago(-5 * MINUTE)).toBe('now');
});
