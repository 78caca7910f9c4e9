import { expect, test } from 'vitest';
import { matchedGain } from './matched-gain.ts';

test('the louder of two versions is turned down to the quieter, which is left as it is', () => {
  expect(matchedGain(-8, [-8, -14])).toBeCloseTo(0.501, 3); // 6 dB
  expect(matchedGain(-14, [-8, -14])).toBe(1);
});

test('a version whose loudness is unknown is played as it is, and changes nothing for the others', () => {
  expect(matchedGain(null, [-8, null])).toBe(1);
  expect(matchedGain(-8, [-8, null])).toBe(1);
  expect(matchedGain(null, [null])).toBe(1);
});
