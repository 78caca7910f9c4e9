import {
  MAX_METADATA_ENTRIES,
  MAX_METADATA_NAME_BYTES,
  MAX_METADATA_VALUE_BYTES,
} from '@dawg/contract/limits';
import { StorageError } from '@dawg/contract/storage-error';
import { cleanTags, tagsProblem } from '@dawg/contract/tags';
import { utf8Length } from '@dawg/contract/utf8-length';
import type { StoredFile } from '@dawg/contract/wire';
import type { DescribeFile } from '@dawg/contract/wire-library';
import type { Ports } from '../ports/ports.ts';
import { toStoredFile } from './stored-file.ts';

/**
 * Changes what is said about a file: tags, metadata, favourite, public, project. What is left out stays as it is.
 * Throws `file-not-found`, `invalid-request` for tags or metadata beyond their limits.
 */
export async function describeFile(
  ports: Pick<Ports, 'files' | 'clock'>,
  request: DescribeFile & { readonly owner: string },
): Promise<StoredFile> {
  const { owner, fileId, tags, metadata, ...rest } = request;
  const problem = (tags && tagsProblem(tags)) ?? (metadata && metadataProblem(metadata));
  if (problem) throw new StorageError('invalid-request', { problem });
  const file = await ports.files.describe(owner, fileId, {
    ...rest,
    metadata,
    tags: tags && cleanTags(tags),
    at: ports.clock.now(),
  });
  if (!file) throw new StorageError('file-not-found');
  return toStoredFile(file);
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
