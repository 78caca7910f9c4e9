import { requestIdOf, toStorageError } from '@dawg/client/to-storage-error';
import type { StorageError } from '@dawg/contract/storage-error';
import type { StoredFile } from '@dawg/contract/wire';
import { keepPreviousData } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from './connection/api.ts';
import { isFiltered, type FileQuery } from './file-query.ts';

/** Files of one page: the most the server gives. */
const PAGE_SIZE = 100;

/** A listing as a component shows it. */
export type FileListing =
  | { readonly kind: 'loading' }
  | {
      readonly kind: 'failed';
      readonly error: StorageError;
      readonly requestId: string | null;
      readonly retry: () => void;
    }
  | {
      readonly kind: 'ready';
      readonly files: readonly StoredFile[];
      /** The files of the question before, shown until the new answer is here. */
      readonly isPrevious: boolean;
      readonly more: 'none' | 'available' | 'loading' | 'failed';
      readonly loadMore: () => void;
    };

/**
 * The caller's files, page after page, in the order and with the search asked for: those of the open folder, or, in
 * the trash, in a search, under a filter and for a project, those of everywhere.
 */
export function useFiles(query: FileQuery, projectId?: string): FileListing {
  const { folderId, contentType, isFavourite, ...asked } = query;
  const search = query.search.trim();
  const isEverywhere = query.trashed || search !== '' || isFiltered(query) || projectId !== undefined;
  const input = {
    ...asked,
    search,
    projectId,
    limit: PAGE_SIZE,
    ...(contentType === null ? {} : { contentType }),
    ...(isFavourite ? { isFavourite } : {}),
    ...(isEverywhere ? {} : { folderId }),
  };
  const result = api.files.list.useInfiniteQuery(input, {
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const files = useMemo(() => result.data?.pages.flatMap((page) => page.files) ?? [], [result.data]);

  if (result.data) {
    return {
      kind: 'ready',
      files,
      isPrevious: result.isPlaceholderData,
      more: moreOf(result),
      loadMore: () => void result.fetchNextPage(),
    };
  }
  if (result.error) {
    return {
      kind: 'failed',
      error: toStorageError(result.error),
      requestId: requestIdOf(result.error),
      retry: () => void result.refetch(),
    };
  }
  return { kind: 'loading' };
}

function moreOf(result: {
  readonly isFetchNextPageError: boolean;
  readonly isFetchingNextPage: boolean;
  readonly hasNextPage: boolean;
}): 'none' | 'available' | 'loading' | 'failed' {
  if (result.isFetchingNextPage) return 'loading';
  if (result.isFetchNextPageError) return 'failed';
  return result.hasNextPage ? 'available' : 'none';
}
