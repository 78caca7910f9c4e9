import { describe, expect, test } from 'vitest';
import { cleanFolderPath, folderNames, folderPathKey } from './folder-path.ts';
import { MAX_FOLDER_DEPTH } from './limits.ts';

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

  test('keeps its depth up to two hundred folders', () => {
    const deep = Array.from({ length: MAX_FOLDER_DEPTH }, (_, depth) => `d${depth}`).join('/');
    expect(cleanFolderPath(deep)).toBe(deep);
    expect(cleanFolderPath(`${deep}/more`)).toBeNull();
  });

  test('is the names of its folders, outermost first', () => {
    expect(folderNames('Album/Stems')).toEqual(['Album', 'Stems']);
    expect(folderNames('')).toEqual([]);
  });

  test('is refused when no disk would take it', () => {
    expect(cleanFolderPath('a'.repeat(200).concat('/').repeat(20))).toBeNull();
  });

  test('is the same to a person in any case and Unicode form', () => {
    expect(folderPathKey('ALBUM/Cafe\u0301')).toBe(folderPathKey('album/caf\u00e9'));
  });
});
