import type { FileSort, SortOrder } from '@dawg/contract/wire';

/** What the list shows: which files, and in which order. A host may keep it in its URL. */
export interface FileQuery {
  /** The trash instead of the files. */
  readonly trashed: boolean;
  /** The folder that is open; null for the top. A search goes through all of them. */
  readonly folderId: string | null;
  /** Part of a name or of a tag, in any case. */
  readonly search: string;
  /** Files of this type only (`audio/wav`); null for all. */
  readonly contentType: string | null;
  /** Favourites only. */
  readonly isFavourite: boolean;
  readonly sort: FileSort;
  readonly order: SortOrder;
}

/** Newest first: what a producer looks for is what was bounced last. */
export const DEFAULT_FILE_QUERY: FileQuery = {
  trashed: false,
  folderId: null,
  search: '',
  contentType: null,
  isFavourite: false,
  sort: 'uploadedAt',
  order: 'desc',
};

/** Whether some files of the place are left out; folders have no type and are no favourites, so they are not shown. */
export function isFiltered({ contentType, isFavourite }: FileQuery): boolean {
  return contentType !== null || isFavourite;
}
