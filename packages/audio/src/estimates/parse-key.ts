import { PITCH_NAMES, type MusicalKey } from './estimates.ts';

/** Mixed In Key's wheel: 1A is A flat minor, each number a fifth up; B is the relative major. */
const CAMELOT_MINOR_1 = 8; // G#
const CAMELOT_MAJOR_1 = 11; // B
/** Traktor's wheel: 1m is A minor, 1d is C major. */
const OPEN_KEY_MINOR_1 = 9;
const OPEN_KEY_MAJOR_1 = 0;
const FIFTH = 7;

const LETTERS: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11, H: 11 };

/** The key that a tag names: `Am`, `F# minor`, `Bb`, `Ebmaj`, `8A` (Camelot), `1m` (Open Key); null when it names none. */
export function parseKey(text: string): Omit<MusicalKey, 'source'> | null {
  const trimmed = text.trim();
  const wheel = /^(\d{1,2})\s*([ABmd])$/i.exec(trimmed);
  if (wheel) return onWheel(Number(wheel[1]), (wheel[2] ?? '').toLowerCase());
  const named = /^([A-H])\s*(#|♯|b|♭|sharp|flat)?[\s-]*(m|min|minor|moll|maj|major|dur)?$/i.exec(trimmed);
  const letter = LETTERS[(named?.[1] ?? '').toUpperCase()];
  if (!named || letter === undefined) return null;
  const accidental = (named[2] ?? '').toLowerCase();
  const shift = accidental === '' ? 0 : /^(#|♯|sharp)$/.test(accidental) ? 1 : -1;
  const isMinor = /^(m|min|minor|moll)$/.test(named[3] === 'M' ? 'maj' : (named[3] ?? '').toLowerCase());
  return key(letter + shift, isMinor ? 'minor' : 'major');
}

function onWheel(number: number, side: string): Omit<MusicalKey, 'source'> | null {
  if (number < 1 || number > 12) return null;
  const first = { a: CAMELOT_MINOR_1, b: CAMELOT_MAJOR_1, m: OPEN_KEY_MINOR_1, d: OPEN_KEY_MAJOR_1 }[side];
  if (first === undefined) return null;
  return key(first + (number - 1) * FIFTH, side === 'a' || side === 'm' ? 'minor' : 'major');
}

function key(pitch: number, mode: 'major' | 'minor'): Omit<MusicalKey, 'source'> | null {
  const tonic = PITCH_NAMES[((pitch % 12) + 12) % 12];
  return tonic ? { tonic, mode } : null;
}
