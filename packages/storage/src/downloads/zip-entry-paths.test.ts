import { fileNameKey } from '@dawg/contract/file-name';
import { expect, test } from 'vitest';
import { zipEntryPaths } from './zip-entry-paths.ts';

const paths = (...places: readonly (readonly [folderPath: string, fileName: string])[]) =>
  zipEntryPaths(places.map(([folderPath, fileName]) => ({ folderPath, fileName })));

test('files keep their folders and names, in any script', () => {
  expect(paths(['', 'mix.wav'], ['Album/Stems', 'Träck 日本語 🎵.wav'])).toEqual([
    'mix.wav',
    'Album/Stems/Träck 日本語 🎵.wav',
  ]);
});

test.each([
  ['../../etc/passwd.wav', '.._.._etc_passwd.wav'],
  ['/etc/passwd.wav', '_etc_passwd.wav'],
  ['C:\\Windows\\a.wav', 'C__Windows_a.wav'],
  ['C:a.wav', 'C_a.wav'],
  ['\\\\server\\share\\a.wav', '__server_share_a.wav'],
  ['CON.wav', '_CON.wav'],
  ['nul', '_nul'],
  ['Com1.mp3', '_Com1.mp3'],
  ['lpt³.wav', '_lpt³.wav'],
  ['console.wav', 'console.wav'],
  ['a\u0000b\nc\u001b[2J.wav', 'abc[2J.wav'],
  ['\u202evaw.exe', 'vaw.exe'],
  ['zero\u200bwidth.wav', 'zerowidth.wav'],
  ['what?<is>"it"|*.wav', 'what__is__it___.wav'],
  ['a.wav:stream', 'a.wav_stream'],
  ['trailing.wav. . ', 'trailing.wav'],
  ['...', '_'],
  ['', '_'],
  ['SHA256SUMS', '_SHA256SUMS'],
])('a file called %j becomes %s', (fileName, path) => {
  expect(paths(['', fileName])).toEqual([path]);
});

test('no folder leads out of the zip', () => {
  expect(paths(['../../..', 'a.wav'], ['/abs//x', 'a.wav'], ['C:', 'a.wav'], ['AUX', 'a.wav'])).toEqual([
    '_/_/_/a.wav',
    'abs/x/a.wav',
    'C_/a.wav',
    '_AUX/a.wav',
  ]);
});

test('names that are one name to a person, or to a disk, are numbered', () => {
  expect(
    paths(['', 'Mix.wav'], ['', 'MIX.WAV'], ['', 'mix.wav'], ['a', 'mix.wav'], ['A', 'mix.wav']),
  ).toEqual(['Mix.wav', 'MIX (2).WAV', 'mix (3).wav', 'a/mix.wav', 'A/mix (2).wav']);
  expect(paths(['', 'a?.wav'], ['', 'a*.wav'])).toEqual(['a_.wav', 'a_ (2).wav']);
  expect(paths(['', 'é.wav'.normalize('NFD')], ['', 'é.wav'])).toEqual(['é.wav', 'é (2).wav']);
});

test('no file takes the name of a folder', () => {
  expect(paths(['', 'take.wav'], ['take.wav', 'a.wav'])).toEqual(['take (2).wav', 'take.wav/a.wav']);
  expect(paths(['SHA256SUMS', 'a.wav'])).toEqual(['_SHA256SUMS/a.wav']);
});

test('a thousand hostile names give a thousand different paths that any system can hold', () => {
  const pieces = [
    '..',
    '/',
    '\\',
    'C:',
    'nul',
    '\u0000',
    '\u202e',
    'a',
    'A',
    '.',
    ' ',
    '?',
    '%',
    '~',
    '-rf',
    '$(x)',
  ];
  const places = Array.from({ length: 1000 }, (_, seed) => {
    const piece = (at: number) => pieces[(seed * 7 + at * (seed % 11)) % pieces.length] ?? '';
    const text = (from: number) =>
      Array.from({ length: 1 + (seed % 5) }, (_, at) => piece(from + at)).join('');
    return [text(0), text(3)] as const;
  });
  const made = paths(...places);
  expect(new Set(made.map(fileNameKey)).size).toBe(1000);
  for (const path of made) {
    for (const name of path.split('/')) {
      expect(name).not.toMatch(/^\.*$|[<>:"|?*\\\u0000-\u001f\u202e]|[. ]$|^(con|nul|aux|prn)(\.|$)/i);
    }
  }
});
