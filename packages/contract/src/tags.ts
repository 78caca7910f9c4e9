import { fileNameKey } from './file-name.ts';
import { MAX_TAG_BYTES, MAX_TAGS } from './limits.ts';
import { utf8Length } from './utf8-length.ts';

/** What a tag may not have: a line end parts them where they are searched. */
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u;

/** Two tags with one key are the same to a person: `Vocals` and `vocals`. */
export function tagKey(tag: string): string {
  return fileNameKey(tag.trim());
}

/** Tags as they are kept: NFC, trimmed, each once, the first spelling of it. */
export function cleanTags(tags: readonly string[]): string[] {
  const kept = new Map<string, string>();
  for (const tag of tags) {
    const key = tagKey(tag);
    if (key !== '' && !kept.has(key)) kept.set(key, tag.normalize('NFC').trim());
  }
  return [...kept.values()];
}

/** What is wrong with tags, as the end of a sentence, or null when they may be kept. */
export function tagsProblem(tags: readonly string[]): string | null {
  if (cleanTags(tags).length > MAX_TAGS) return `a file has at most ${MAX_TAGS} tags`;
  if (tags.some((tag) => utf8Length(tag) > MAX_TAG_BYTES)) return `a tag has at most ${MAX_TAG_BYTES} bytes`;
  if (tags.some((tag) => CONTROLS.test(tag) || !tag.isWellFormed()))
    return 'a tag has no line ends and no control characters';
  return null;
}
