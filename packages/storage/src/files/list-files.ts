import { fileNameKey } from '@dawg/contract/file-name';
import { MAX_PAGE_SIZE } from '@dawg/contract/limits';
import { StorageError } from '@dawg/contract/storage-error';
import { tagKey } from '@dawg/contract/tags';
import type { FileFilter, FilePage, FileSort, ListFiles } from '@dawg/contract/wire';
import type { FileSelection } from '../ports/file-catalog.ts';
import type { Ports } from '../ports/ports.ts';
import { formatCursor, parseCursor } from './page-cursor.ts';
import { toStoredFile, type StoredFileRecord } from './stored-file.ts';

/**
 * One page of the owner's files, newest first unless asked otherwise, 100 at most. A page costs the same at any
 * depth: it begins after the last file of the page before it, not after a count, and goes either way. Throws
 * `invalid-request` for a cursor that is not one of ours, or of another sort.
 */
export async function listFiles(
  ports: Pick<Ports, 'files'>,
  request: ListFiles & { readonly owner: string },
): Promise<FilePage> {
  const { owner, sort = 'uploadedAt', cursor, trashed = false } = request;
  const order = request.order ?? (sort === 'fileName' || sort === 'contentType' ? 'asc' : 'desc');
  const isBackward = request.direction === 'backward' && Boolean(cursor);
  const limit = Math.min(request.limit ?? MAX_PAGE_SIZE, MAX_PAGE_SIZE);
  const records = await ports.files.page({
    owner,
    sort,
    order: isBackward === (order === 'desc') ? 'asc' : 'desc', // backward is the other order, turned round below
    after: cursor ? parseCursor(sort, cursor) : null,
    limit: limit + 1, // one more tells whether there is another page
    selection: toSelection(request),
    trashed,
  });
  const isMore = records.length > limit;
  const page = isBackward ? records.slice(0, limit).toReversed() : records.slice(0, limit);
  const cursorAt = (file: StoredFileRecord | undefined) =>
    file ? formatCursor(sort, { value: sortValue(sort, file), id: file.id }) : null;
  return {
    files: page.map(toStoredFile),
    nextCursor: isBackward || isMore ? cursorAt(page.at(-1)) : null,
    previousCursor: (isBackward ? isMore : Boolean(cursor)) ? cursorAt(page[0]) : null,
  };
}

/** What a file is sorted by: names as people compare them, times in milliseconds, an unknown duration as -1. */
export function sortValue(sort: FileSort, file: StoredFileRecord): string | number {
  switch (sort) {
    case 'fileName':
      return fileNameKey(file.fileName);
    case 'sizeBytes':
      return file.sizeBytes;
    case 'uploadedAt':
      return file.uploadedAt.getTime();
    case 'durationSeconds':
      return file.durationSeconds ?? -1;
    case 'contentType':
      return file.contentType;
  }
}

function toSelection(filter: FileFilter): FileSelection {
  const time = (text: string | undefined) => (text === undefined ? null : timeOf(text));
  return {
    search: fileNameKey(filter.search ?? '').trim(),
    projectId: filter.projectId ?? null,
    folder: filter.folderId === undefined ? null : { id: filter.folderId },
    tagKey: filter.tag === undefined ? null : tagKey(filter.tag),
    contentType: filter.contentType ?? null,
    isFavourite: filter.isFavourite ?? null,
    sizeBytes: { from: filter.minBytes ?? null, to: filter.maxBytes ?? null },
    durationSeconds: { from: filter.minSeconds ?? null, to: filter.maxSeconds ?? null },
    uploadedAt: { from: time(filter.uploadedFrom), to: time(filter.uploadedBefore) },
  };
}

function timeOf(text: string): Date {
  const time = new Date(text);
  if (Number.isNaN(time.getTime()))
    throw new StorageError('invalid-request', { problem: `${text} is not a time` });
  return time;
}
