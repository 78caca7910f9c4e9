import { expect, test } from 'vitest';
import { newTags, readTags, withoutTags } from './typed-tags.ts';

test('a comma finishes a tag, and what follows is being typed', () => {
  expect(readTags('kick, 808, du')).toEqual({ finished: ['kick', '808'], rest: 'du' });
  expect(readTags('kick')).toEqual({ finished: [], rest: 'kick' });
});

test('pasted lines are tags too, and empty ones are none', () => {
  expect(readTags('kick\r\n\n808,, ,\n')).toEqual({ finished: ['kick', '808'], rest: '' });
});

test('a tag that is there is not added again, however it is written', () => {
  expect(newTags(['Vocals'], ['vocals', ' Bass ', 'bass', ''])).toEqual(['Bass']);
});

test('a tag goes in any spelling', () => {
  expect(withoutTags(['Vocals', 'bass'], ['VOCALS'])).toEqual(['bass']);
});
