import { toStorageError } from '@dawg/client/to-storage-error';
import type { StorageError } from '@dawg/contract/storage-error';
import type { FolderWithPath, ListedFolder } from '@dawg/contract/wire-library';
import { keepPreviousData } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from './connection/api.ts';

/** Folders of one page: the most the server gives. */
const PAGE_SIZE = 100;

export interface FolderListing {
  readonly folders: readonly ListedFolder[];
  readonly isLoading: boolean;
  /** The folders of the place before, shown until the new answer is here. */
  readonly isPrevious: boolean;
  readonly error: StorageError | null;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

export interface FoldersQuery {
  /** Those in this folder; null for the top. Of no meaning in the trash. */
  readonly parentId: string | null;
  readonly trashed?: boolean;
  /** False: nothing is asked. */
  readonly isEnabled?: boolean;
}

/** The folders in a folder, by name; or those in the trash. */
export function useFolders({ parentId, trashed = false, isEnabled = true }: FoldersQuery): FolderListing {
  const result = api.folders.list.useInfiniteQuery(
    trashed ? { trashed, limit: PAGE_SIZE } : { parentId, limit: PAGE_SIZE },
    { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData, enabled: isEnabled },
  );
  const folders = useMemo(
    () => (isEnabled ? (result.data?.pages.flatMap((page) => page.folders) ?? []) : []),
    [result.data, isEnabled],
  );
  return {
    folders,
    isLoading: isEnabled && result.isPending,
    isPrevious: isEnabled && result.isPlaceholderData,
    error: isEnabled && result.error ? toStorageError(result.error) : null,
    hasMore: isEnabled && result.hasNextPage,
    loadMore: () => void result.fetchNextPage(),
    retry: () => void result.refetch(),
  };
}

/** Where a folder is; undefined until it is known, null when there is no such folder any more. */
export function useFolderPath(folderId: string | null): FolderWithPath['path'] | null | undefined {
  const result = api.folders.get.useQuery(
    { folderId: folderId ?? '' },
    { enabled: folderId !== null, placeholderData: keepPreviousData, retry: false },
  );
  if (folderId === null) return [];
  if (result.error) return toStorageError(result.error).code === 'folder-not-found' ? null : undefined;
  return result.data?.path;
}
