import {
  MAX_METADATA_ENTRIES,
  MAX_METADATA_NAME_BYTES,
  MAX_METADATA_VALUE_BYTES,
} from '@dawg/contract/limits';
import { StorageError } from '@dawg/contract/storage-error';
import { cleanTags, tagsProblem } from '@dawg/contract/tags';
import { utf8Length } from '@dawg/contract/utf8-length';
import type { Description } from '../ports/file-catalog.ts';

/** What is said about a file as it is kept. Throws `invalid-request` for tags or metadata beyond their limits. */
export function checkDescription(said: Description): Description {
  const { tags, metadata } = said;
  const problem = (tags && tagsProblem(tags)) ?? (metadata && metadataProblem(metadata));
  if (problem) throw new StorageError('invalid-request', { problem });
  const given = Object.entries({ ...said, tags: tags && cleanTags(tags) });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

/** Of two that were checked: the order of metadata does not count. */
export function isSameDescription(one: Description, other: Description): boolean {
  return comparable(one) === comparable(other);
}

function comparable(description: Description): string {
  const { tags, metadata, isFavourite, isPublic, projectId } = description;
  const entries = metadata && Object.entries(metadata).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify({ tags, entries, isFavourite, isPublic, projectId });
}

function metadataProblem(metadata: Readonly<Record<string, string>>): string | null {
  const entries = Object.entries(metadata);
  if (entries.length > MAX_METADATA_ENTRIES) return `metadata has at most ${MAX_METADATA_ENTRIES} entries`;
  for (const [name, value] of entries) {
    if (name === '' || utf8Length(name) > MAX_METADATA_NAME_BYTES)
      return `a name in metadata has 1 to ${MAX_METADATA_NAME_BYTES} bytes`;
    if (utf8Length(value) > MAX_METADATA_VALUE_BYTES)
      return `a value in metadata has at most ${MAX_METADATA_VALUE_BYTES} bytes`;
    if (!isText(name) || !isText(value)) return 'metadata has characters that cannot be kept';
  }
  return null;
}

/** PostgreSQL keeps neither NUL nor half a character. */
function isText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}
