import { fileNameKey } from '@dawg/contract/file-name';
import { MAX_PAGE_SIZE } from '@dawg/contract/limits';
import { StorageError } from '@dawg/contract/storage-error';
import type { FilePage, FileSort, ListFiles } from '@dawg/contract/wire';
import type { PageCursor } from '../ports/file-catalog.ts';
import type { Ports } from '../ports/ports.ts';
import { toStoredFile, type StoredFileRecord } from './stored-file.ts';

/**
 * One page of the owner's files, newest first unless asked otherwise, 100 at most. A page costs the same at any
 * depth: it begins after the last file of the page before it, not after a count. Throws `invalid-request` for a
 * cursor that is not one of ours.
 */
export async function listFiles(
  ports: Pick<Ports, 'files'>,
  request: ListFiles & { readonly owner: string },
): Promise<FilePage> {
  const sort = request.sort ?? 'uploadedAt';
  const limit = Math.min(request.limit ?? MAX_PAGE_SIZE, MAX_PAGE_SIZE);
  const records = await ports.files.page({
    owner: request.owner,
    sort,
    order: request.order ?? (sort === 'fileName' ? 'asc' : 'desc'),
    after: request.cursor ? parseCursor(sort, request.cursor) : null,
    limit: limit + 1, // one more tells whether there is a next page
    search: fileNameKey(request.search ?? '').trim(),
    projectId: request.projectId ?? null,
    trashed: request.trashed ?? false,
  });
  const page = records.slice(0, limit);
  const last = page.at(-1);
  return {
    files: page.map(toStoredFile),
    nextCursor: records.length > limit && last ? JSON.stringify([sortValue(sort, last), last.id]) : null,
  };
}

/** What a file is sorted by: names as people compare them, times in milliseconds. */
export function sortValue(sort: FileSort, file: StoredFileRecord): string | number {
  switch (sort) {
    case 'fileName':
      return fileNameKey(file.fileName);
    case 'sizeBytes':
      return file.sizeBytes;
    case 'uploadedAt':
      return file.uploadedAt.getTime();
  }
}

function parseCursor(sort: FileSort, cursor: string): PageCursor {
  const wanted = sort === 'fileName' ? 'string' : 'number';
  const parsed = parseJson(cursor);
  if (Array.isArray(parsed) && parsed.length === 2) {
    const [value, id]: unknown[] = parsed;
    const isValue = isText(value) || (typeof value === 'number' && isInRange(sort, value));
    if (isValue && typeof value === wanted && typeof id === 'string' && UUID.test(id)) {
      return { value, id };
    }
  }
  throw new StorageError('invalid-request', { problem: 'the cursor belongs to another listing' });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** PostgreSQL keeps neither NUL nor half a character. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && value.isWellFormed() && !value.includes('\u0000');
}

/** Times as a Date can hold them and PostgreSQL too, sizes as a bigint column can. */
function isInRange(sort: FileSort, value: number): boolean {
  return Number.isSafeInteger(value) && (sort !== 'uploadedAt' || Math.abs(value) < LAST_TIME_MS);
}

const LAST_TIME_MS = Date.UTC(9999, 11, 31);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // not JSON: as wrong as JSON of another shape
  }
}
