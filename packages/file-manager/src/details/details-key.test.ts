import { expect, test } from 'vitest';
import { detailsShortcut, isApplePlatform, isDetailsKey } from './details-key.ts';

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', true>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test('the letter alone is no shortcut: it finds names', () => {
  expect(isDetailsKey(press('i'), false)).toBe(false);
  expect(isDetailsKey(press('i'), true)).toBe(false);
});

test('with the platform’s own key it is, and with more keys it is not', () => {
  expect(isDetailsKey(press('i', { ctrlKey: true }), false)).toBe(true);
  expect(isDetailsKey(press('I', { metaKey: true }), true)).toBe(true);
  expect(isDetailsKey(press('i', { ctrlKey: true }), true)).toBe(false);
  expect(isDetailsKey(press('i', { ctrlKey: true, shiftKey: true }), false)).toBe(false);
});

test('the menu writes it as the keyboard does', () => {
  expect(detailsShortcut(isApplePlatform('MacIntel'))).toBe('⌘I');
  expect(detailsShortcut(isApplePlatform('Linux x86_64'))).toBe('Ctrl I');
});
