import { describe, expect, test } from 'vitest';
import { cleanFolderPath, folderPathKey } from './folder-path.ts';

describe('a folder path', () => {
  test.each([
    ['Album/Stems', 'Album/Stems'],
    ['', ''],
    ['/Album//Stems/', 'Album/Stems'],
    ['Album\\Stems', 'Album/Stems'],
    ['../../etc', 'etc'],
    ['./Album/. /..', 'Album'],
    ['Al\u202ebum/\u0000Stems', 'Album/Stems'],
    ['Cafe\u0301', 'Caf\u00e9'],
  ])('%j is kept as %j', (raw, kept) => {
    expect(cleanFolderPath(raw)).toBe(kept);
  });

  test('keeps its depth, whatever it is', () => {
    const deep = Array.from({ length: 200 }, (_, depth) => `d${depth}`).join('/');
    expect(cleanFolderPath(deep)).toBe(deep);
  });

  test('is refused when no disk would take it', () => {
    expect(cleanFolderPath('a'.repeat(200).concat('/').repeat(20))).toBeNull();
  });

  test('is the same to a person in any case and Unicode form', () => {
    expect(folderPathKey('ALBUM/Cafe\u0301')).toBe(folderPathKey('album/caf\u00e9'));
  });
});
