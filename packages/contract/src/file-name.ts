import { MAX_FILE_NAME_BYTES } from './limits.ts';
import { utf8Length } from './utf8-length.ts';

/**
 * Rules for the names people see. A name lives in the database and in Content-Disposition only, never in an
 * object key; these rules keep it safe to show, to sort and to save on any disk.
 */

// Control characters, zero-width characters and the bidirectional overrides that make `exe.wav` of `vaw.exe`.
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;
const SEPARATORS = /[/\\]/gu;
const LONE_SURROGATES = /\p{Surrogate}/gu;

/** Makes a dropped file's name storable: NFC, nothing invisible, no path. Null when nothing is left of it. */
export function cleanFileName(raw: string): string | null {
  const visible = raw
    .replace(LONE_SURROGATES, '')
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(SEPARATORS, '_');
  const name = shortenName(visible.trim());
  return isOnlyDots(name) ? null : name;
}

/** Why a typed name is refused, or null when it may stand as it is (after NFC and trimming). */
export function fileNameProblem(typed: string): FileNameProblem | null {
  const name = typed.normalize('NFC').trim();
  if (isOnlyDots(name)) return name === '' ? 'empty' : 'dots';
  if (name.search(SEPARATORS) >= 0) return 'separator';
  if (name.search(INVISIBLE) >= 0 || name.search(LONE_SURROGATES) >= 0) return 'invisible';
  if (utf8Length(name) > MAX_FILE_NAME_BYTES) return 'too-long';
  return null;
}

export type FileNameProblem = 'empty' | 'dots' | 'separator' | 'invisible' | 'too-long';

/** Two names with one key are the same name to a person: `Mix.wav` and `MIX.WAV`, composed and decomposed `é`. */
export function fileNameKey(name: string): string {
  return name.normalize('NFC').toLowerCase().normalize('NFC');
}

/** `mix.wav`, 2 → `mix (2).wav`: the name for a copy that is kept beside the first. */
export function numberedName(name: string, number: number): string {
  const { stem, extension } = splitName(name);
  const suffix = ` (${number})${extension}`;
  return truncate(stem, MAX_FILE_NAME_BYTES - utf8Length(suffix)) + suffix;
}

/** `v1.2`, 2 → `v1.2 (2)`: a folder's name has no extension. */
export function numberedFolderName(name: string, number: number): string {
  const suffix = ` (${number})`;
  return truncate(name, MAX_FILE_NAME_BYTES - utf8Length(suffix)) + suffix;
}

/** The stem and the extension with its dot; a name that begins with its only dot is all stem. */
export function splitName(name: string): { readonly stem: string; readonly extension: string } {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? { stem: name.slice(0, dot), extension: name.slice(dot) } : { stem: name, extension: '' };
}

function shortenName(name: string): string {
  if (utf8Length(name) <= MAX_FILE_NAME_BYTES) return name;
  const { stem, extension } = splitName(name);
  const kept = utf8Length(extension) < MAX_FILE_NAME_BYTES / 2 ? extension : '';
  return truncate(kept === '' ? name : stem, MAX_FILE_NAME_BYTES - utf8Length(kept)) + kept;
}

function truncate(text: string, maxBytes: number): string {
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += utf8Length(character);
    if (bytes > maxBytes) break;
    kept += character;
  }
  return kept.trimEnd();
}

function isOnlyDots(name: string): boolean {
  return /^[.\s]*$/u.test(name);
}
