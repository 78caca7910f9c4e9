import type { StoredFile } from '@dawg/contract/wire';
import { useMemo } from 'react';
import { isFiltered, type FileQuery } from '../file-query.ts';
import { useFiles, type FileListing } from '../use-files.ts';
import { useFolders } from '../use-folders.ts';
import type { Entry } from './entry.ts';

/** The list as it is shown: `entries` are the folders first, then the files. */
export type EntryListing =
  | Exclude<FileListing, { readonly kind: 'ready' }>
  | (Omit<Extract<FileListing, { readonly kind: 'ready' }>, 'files'> & {
      readonly entries: readonly Entry[];
    });

const NONE: readonly StoredFile[] = [];

/**
 * Folders and files of the place that is shown. A search finds files wherever they are; a project's files are shown
 * without the folders, which may hold those of others.
 */
export function useEntries(query: FileQuery, projectId: string | undefined): EntryListing {
  const showsFolders = query.search.trim() === '' && !isFiltered(query) && projectId === undefined;
  const folders = useFolders({
    parentId: query.folderId,
    trashed: query.trashed,
    isEnabled: showsFolders,
  });
  const files = useFiles(query, projectId);
  const loaded = files.kind === 'ready' ? files.files : NONE;
  const entries = useMemo<readonly Entry[]>(
    () => (folders.hasMore ? folders.folders : [...folders.folders, ...loaded]),
    [folders.folders, folders.hasMore, loaded],
  );

  if (folders.error) {
    return { kind: 'failed', error: folders.error, requestId: null, retry: folders.retry };
  }
  if (files.kind !== 'ready') return files;
  if (folders.isLoading) return { kind: 'loading' };
  return {
    ...files,
    entries,
    isPrevious: files.isPrevious || folders.isPrevious,
    more: folders.hasMore ? 'available' : files.more,
    loadMore: folders.hasMore ? folders.loadMore : files.loadMore,
  };
}
