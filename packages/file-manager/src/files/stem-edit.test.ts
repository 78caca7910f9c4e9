import { expect, test } from 'vitest';
import { editStem } from './stem-edit.ts';

test('the extension is kept', () => {
  expect(editStem('mix.wav', 'final mix')).toEqual({ kind: 'name', fileName: 'final mix.wav' });
});

test('an extension typed along is not doubled', () => {
  expect(editStem('mix.wav', 'final.WAV')).toEqual({ kind: 'name', fileName: 'final.wav' });
});

test('another extension becomes part of the stem: the bytes are what they were', () => {
  expect(editStem('mix.wav', 'mix.mp3')).toEqual({ kind: 'name', fileName: 'mix.mp3.wav' });
});

test('a folder’s name is renamed whole, dots and all', () => {
  expect(editStem('v1.2', 'v1.3', '')).toEqual({ kind: 'name', fileName: 'v1.3' });
});

test('the same stem changes nothing', () => {
  expect(editStem('mix.wav', ' mix ')).toEqual({ kind: 'unchanged' });
});

test.each(['', '   ', '.', 'a/b', 'a'.repeat(252)])('%j is a problem, told in words', (typed) => {
  expect(editStem('mix.wav', typed)).toMatchObject({
    kind: 'problem',
    message: expect.stringContaining('name'),
  });
});
