import { expect, test } from 'vitest';
import { preferredLocale } from './preferred-locale.ts';

test('the reader’s own variant of the language is used', () => {
  expect(preferredLocale('en', ['de-DE', 'en-GB'])).toBe('en-GB');
});

test('a reader of other languages gets the catalogue’s', () => {
  expect(preferredLocale('en', ['de-DE', 'eng'])).toBe('en');
});
