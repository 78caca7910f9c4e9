import type { FilePage, StoredFile } from '@dawg/contract/wire';
import type { FolderPage } from '@dawg/contract/wire-library';
import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { api } from './api.ts';

/** Pages of a listing as the cache holds them. */
export type CachedListing = InfiniteData<FilePage, string | null>;
export type CachedFolders = InfiniteData<FolderPage, string | null>;

/** What a change needs to be taken back. */
export type ListingsBackup = readonly (readonly [QueryKey, unknown])[];

/** Takes files and folders out of every listing at once, and returns how it was before. */
export async function removeFromListings(
  queryClient: QueryClient,
  ids: ReadonlySet<string>,
): Promise<ListingsBackup> {
  // A host that invalidates `files.list` through tRPC reaches these too.
  const [fileLists, folderLists] = [getQueryKey(api.files.list), getQueryKey(api.folders.list)];
  // An answer that is under way was asked for before the change and would bring them back.
  await Promise.all([
    queryClient.cancelQueries({ queryKey: fileLists }),
    queryClient.cancelQueries({ queryKey: folderLists }),
  ]);
  const before = [
    ...queryClient.getQueriesData({ queryKey: fileLists }),
    ...queryClient.getQueriesData({ queryKey: folderLists }),
  ];
  queryClient.setQueriesData<CachedListing>(
    { queryKey: fileLists },
    (listing) => listing && without(listing, ids),
  );
  queryClient.setQueriesData<CachedFolders>(
    { queryKey: folderLists },
    (listing) => listing && withoutFolders(listing, ids),
  );
  return before;
}

/** Undoes `removeFromListings`. */
export function restoreListings(queryClient: QueryClient, backup: ListingsBackup): void {
  for (const [queryKey, listing] of backup) queryClient.setQueryData(queryKey, listing);
}

/** Changes a file in every listing that shows it. */
export async function changeInListings(
  queryClient: QueryClient,
  fileId: string,
  change: (file: StoredFile) => StoredFile,
): Promise<void> {
  const queryKey = getQueryKey(api.files.list);
  await queryClient.cancelQueries({ queryKey }); // as above
  queryClient.setQueriesData<CachedListing>(
    { queryKey },
    (listing) => listing && withChanged(listing, fileId, change),
  );
}

/** The listing with one file changed; the others stay the same objects, so that their rows are not drawn again. */
export function withChanged(
  listing: CachedListing,
  fileId: string,
  change: (file: StoredFile) => StoredFile,
): CachedListing {
  const pages = listing.pages.map((page) => ({
    ...page,
    files: page.files.map((file) => (file.id === fileId ? change(file) : file)),
  }));
  return { ...listing, pages };
}

/** The listing without these files. Pages keep their cursors: a cursor is a position, not a count. */
export function without(listing: CachedListing, ids: ReadonlySet<string>): CachedListing {
  const pages = listing.pages.map((page) => ({
    ...page,
    files: page.files.filter(({ id }) => !ids.has(id)),
  }));
  return { ...listing, pages };
}

function withoutFolders(listing: CachedFolders, ids: ReadonlySet<string>): CachedFolders {
  const pages = listing.pages.map((page) => ({
    ...page,
    folders: page.folders.filter(({ id }) => !ids.has(id)),
  }));
  return { ...listing, pages };
}
