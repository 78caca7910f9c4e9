import { expect, test } from 'vitest';
import { initialsOf } from './initials.ts';

test.each([
  ['Ada Lovelace', 'AL'],
  ['prince', 'P'],
  ['Ana María de la Cruz', 'AC'],
  ['  ', ''],
  ['𝒜da Łukasz', '𝒜Ł'],
])('%j has the initials %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
