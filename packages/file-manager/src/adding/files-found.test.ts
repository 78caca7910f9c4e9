import type { ChosenFile } from '@dawg/client/browser/browser-uploader';
import { expect, test } from 'vitest';
import { folderInside, onlyAudio, onlyAudioOf, together } from './files-found.ts';

const chosen = (name: string): ChosenFile => ({ file: new File(['x'], name), folderPath: '', handle: null });
const names = (files: readonly ChosenFile[]) => files.map(({ file }) => file.name);

test('of a folder the audio is taken and the rest is counted', () => {
  const found = onlyAudio(['kick.wav', '.DS_Store', 'cover.png', 'Song.FLAC'].map(chosen));
  expect(names(found.files)).toEqual(['kick.wav', 'Song.FLAC']);
  expect(found.skipped).toBe(2);
});

test('what could not be opened is counted with what is no audio', () => {
  expect(onlyAudioOf({ files: [chosen('a.wav'), chosen('b.txt')], skipped: 3 }).skipped).toBe(4);
});

test('what several folders hold comes together in their order', () => {
  const both = together([
    { files: [chosen('a.wav')], skipped: 1 },
    { files: [chosen('b.wav')], skipped: 2 },
  ]);
  expect(names(both.files)).toEqual(['a.wav', 'b.wav']);
  expect(both.skipped).toBe(3);
});

test('folders are joined from the outside in', () => {
  expect(folderInside('', 'Album')).toBe('Album');
  expect(folderInside('Album', 'Stems')).toBe('Album/Stems');
});
