import { expect, test } from 'vitest';
import { pageTitle } from './page-title.ts';

test('the title shows the percentage while files are uploaded, and never 100 before they are stored', () => {
  expect(pageTitle(false, { phase: 'sending', fraction: 0.999 })).toBe('99 % · Uploading');
});

test('the title names the page when nothing is uploaded', () => {
  expect(pageTitle(false, { phase: 'done', fraction: 1 })).toBe('Dawg Storage');
  expect(pageTitle(true, { phase: 'idle', fraction: 0 })).toBe('Trash · Dawg Storage');
});
