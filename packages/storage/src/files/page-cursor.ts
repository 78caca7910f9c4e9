import { StorageError } from '@dawg/contract/storage-error';
import type { FileSort } from '@dawg/contract/wire';
import type { PageCursor } from '../ports/file-catalog.ts';

/** A page's cursor as a client carries it: the sort it belongs to, and the place in that order. */
export function formatCursor(sort: FileSort, { value, id }: PageCursor): string {
  return JSON.stringify([sort, value, id]);
}

/** Throws `invalid-request` for what `formatCursor` did not make, or made for another sort. */
export function parseCursor(sort: FileSort, cursor: string): PageCursor {
  const parsed = parseJson(cursor);
  if (Array.isArray(parsed) && parsed.length === 3) {
    const [ofSort, value, id]: unknown[] = parsed;
    const isPlace = isSortValue(sort, value) && typeof id === 'string' && UUID.test(id);
    if (ofSort === sort && isPlace) return { value, id };
  }
  throw new StorageError('invalid-request', { problem: 'the cursor belongs to another listing' });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function isSortValue(sort: FileSort, value: unknown): value is string | number {
  switch (sort) {
    case 'fileName':
    case 'contentType':
      return isText(value);
    case 'durationSeconds':
      return typeof value === 'number';
    case 'sizeBytes':
      return Number.isSafeInteger(value);
    case 'uploadedAt':
      return Number.isSafeInteger(value) && isTime(Number(value));
  }
}

/** PostgreSQL keeps neither NUL nor half a character. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && value.isWellFormed() && !value.includes('\u0000');
}

/** The years 1 to 9999: times as a Date can hold them and PostgreSQL too. */
function isTime(ms: number): boolean {
  return ms >= Date.parse('0001-01-01T00:00:00Z') && ms < Date.parse('9999-12-31T00:00:00Z');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // not JSON: as wrong as JSON of another shape
  }
}
