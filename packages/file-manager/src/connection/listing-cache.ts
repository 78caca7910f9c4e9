import type { FilePage } from '@dawg/contract/wire';
import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { api } from './api.ts';

/** Pages of a listing as the cache holds them. */
export type CachedListing = InfiniteData<FilePage, string | null>;

/** What a change needs to be taken back. */
export type ListingsBackup = readonly (readonly [QueryKey, CachedListing | undefined])[];

/** The beginning of every listing's key; a host that invalidates `files.list` through tRPC reaches them too. */
export function listingsKey(): QueryKey {
  return getQueryKey(api.files.list);
}

/** Takes files out of every listing at once, and returns how it was before. */
export async function removeFromListings(
  queryClient: QueryClient,
  fileIds: ReadonlySet<string>,
): Promise<ListingsBackup> {
  const queryKey = listingsKey();
  // An answer that is under way was asked for before the change and would bring the files back.
  await queryClient.cancelQueries({ queryKey });
  const before = queryClient.getQueriesData<CachedListing>({ queryKey });
  queryClient.setQueriesData<CachedListing>({ queryKey }, (listing) => listing && without(listing, fileIds));
  return before;
}

/** Undoes `removeFromListings`. */
export function restoreListings(queryClient: QueryClient, backup: ListingsBackup): void {
  for (const [queryKey, listing] of backup) queryClient.setQueryData(queryKey, listing);
}

/** The listing without these files. Pages keep their cursors: a cursor is a position, not a count. */
export function without(listing: CachedListing, fileIds: ReadonlySet<string>): CachedListing {
  const pages = listing.pages.map((page) => ({
    ...page,
    files: page.files.filter((file) => !fileIds.has(file.id)),
  }));
  return { ...listing, pages };
}
