import { tagKey } from '@dawg/contract/tags';

/** What has been typed of tags: those that a comma or a line end has finished, and the rest. */
export interface TypedTags {
  readonly finished: readonly string[];
  readonly rest: string;
}

/** Reads tags as people type and paste them: `kick, 808, du` has two, and one being typed. */
export function readTags(typed: string): TypedTags {
  const parts = typed.split(/[,\r\n]/u);
  const rest = parts.pop() ?? '';
  return { finished: parts.map((tag) => tag.trim()).filter((tag) => tag !== ''), rest: rest.trimStart() };
}

/** Of tags, those that are not there yet, each once: `Vocals` is there where `vocals` is. */
export function newTags(present: readonly string[], typed: readonly string[]): readonly string[] {
  const known = new Set(present.map(tagKey));
  return typed.flatMap((tag) => {
    const key = tagKey(tag);
    if (key === '' || known.has(key)) return [];
    known.add(key);
    return [tag.trim()];
  });
}

/** Tags without these. */
export function withoutTags(tags: readonly string[], gone: readonly string[]): readonly string[] {
  const keys = new Set(gone.map(tagKey));
  return tags.filter((tag) => !keys.has(tagKey(tag)));
}
