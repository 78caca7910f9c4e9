import type { FileSort, SortOrder } from '@dawg/contract/wire';

/** What the list shows: which files, and in which order. A host may keep it in its URL. */
export interface FileQuery {
  /** The trash instead of the files. */
  readonly trashed: boolean;
  /** Part of a name, in any case. */
  readonly search: string;
  readonly sort: FileSort;
  readonly order: SortOrder;
}

/** Newest first: what a producer looks for is what was bounced last. */
export const DEFAULT_FILE_QUERY: FileQuery = {
  trashed: false,
  search: '',
  sort: 'uploadedAt',
  order: 'desc',
};
