import { expect, test } from 'vitest';
import { durationFormat } from './duration-format.ts';

test.each([
  [0.2, '1 sec'],
  [59, '59 sec'],
  [61, '1 min'],
  [95, '2 min'],
  [3_600, '1 hr'],
  [5_400, '1 hr 30 min'],
])('%d seconds read as %s', (seconds, text) => {
  expect(durationFormat('en')(seconds)).toBe(text);
});
