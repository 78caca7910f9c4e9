import { describe, expect, test } from 'vitest';
import { cleanFileName, fileNameKey, fileNameProblem, numberedName, splitName } from './file-name.ts';

const bytes = (text: string) => new TextEncoder().encode(text).length;

describe('a dropped file’s name', () => {
  test.each([
    ['Träck 07 (final) 日本語 #2%.wav', 'Träck 07 (final) 日本語 #2%.wav'],
    ['Tra\u0308ck.wav', 'Träck.wav'],
    ['../../etc/passwd.wav', '.._.._etc_passwd.wav'],
    ['C:\\mixes\\a.wav', 'C:_mixes_a.wav'],
    ['a\u202egpj.wav', 'agpj.wav'],
    ['a\u0000\n\u200bb.wav', 'ab.wav'],
    ['  a.wav  ', 'a.wav'],
    ['a\ud800.wav', 'a.wav'],
  ])('%j is kept as %j', (raw, clean) => {
    expect(cleanFileName(raw)).toBe(clean);
  });

  test.each(['', '   ', '.', '..', '\u200b', '. .'])('%j is no name', (raw) => {
    expect(cleanFileName(raw)).toBeNull();
  });

  test('is cut to 255 bytes between characters, its extension kept', () => {
    const name = cleanFileName(`${'語'.repeat(200)}.flac`) ?? '';
    expect(bytes(name)).toBeLessThanOrEqual(255);
    expect(name).toMatch(/^語+\.flac$/);
  });
});

describe('a typed name', () => {
  test.each([
    ['', 'empty'],
    ['..', 'dots'],
    ['a/b.wav', 'separator'],
    ['a\\b.wav', 'separator'],
    ['a\u202eb.wav', 'invisible'],
    ['a'.repeat(256), 'too-long'],
    ['a'.repeat(255), null],
    ['Mix v3 (final).wav', null],
  ])('%j has the problem %s', (typed, problem) => {
    expect(fileNameProblem(typed)).toBe(problem);
  });
});

describe('names', () => {
  test('differ only where a person sees a difference', () => {
    expect(fileNameKey('MIX.wav')).toBe(fileNameKey('mix.WAV'));
    expect(fileNameKey('e\u0301.wav')).toBe(fileNameKey('É.wav'));
    expect(fileNameKey('a.wav')).not.toBe(fileNameKey('b.wav'));
  });

  test('of copies are numbered before the extension and stay within 255 bytes', () => {
    expect(numberedName('mix.wav', 2)).toBe('mix (2).wav');
    expect(numberedName('.hidden', 2)).toBe('.hidden (2)');
    expect(bytes(numberedName(`${'x'.repeat(251)}.wav`, 12))).toBe(255);
  });

  test('split into stem and extension', () => {
    expect(splitName('a.b.wav')).toEqual({ stem: 'a.b', extension: '.wav' });
    expect(splitName('.wav')).toEqual({ stem: '.wav', extension: '' });
  });
});
