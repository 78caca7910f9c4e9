import { canSaveToDisk, chooseSaveTarget } from '@dawg/client/browser/save-download';
import { toStorageError } from '@dawg/client/to-storage-error';
import type { StorageError } from '@dawg/contract/storage-error';
import type { StoredFile } from '@dawg/contract/wire';
import type { FileVersion } from '@dawg/contract/wire-library';
import { api } from '../connection/api.ts';
import { useDownloads } from '../connection/downloads-context.ts';
import { useRefresh } from '../connection/use-refresh.ts';
import { openDownload } from '../files/open-download.ts';
import type { AcceptUnscanned } from '../use-file-actions.ts';

/** Something that is asked for when details are shown. */
export type Reading<Item> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: StorageError; readonly retry: () => void }
  | { readonly kind: 'ready'; readonly items: readonly Item[] };

/** The earlier versions of a file, the latest first, and what can be done with one. Each rejects with its failure. */
export interface Versions {
  readonly reading: Reading<FileVersion>;
  /** As a file's download: to be called by a press. */
  readonly download: (version: FileVersion, how?: AcceptUnscanned) => Promise<void>;
  /** Makes it the present one; what is present becomes an earlier one. */
  readonly restore: (versionId: string) => Promise<void>;
  /** Deletes it for good. */
  readonly purge: (version: FileVersion) => Promise<void>;
}

export function useVersions(file: StoredFile): Versions {
  const { client } = api.useUtils();
  const downloads = useDownloads();
  const refresh = useRefresh();
  const reading = readingOf(api.versions.list.useQuery({ fileId: file.id }));
  const fileId = file.id;

  /** What was done, or not, shows with the next answer of the server. */
  const thenRefresh = async (done: Promise<unknown>): Promise<void> => {
    await done.finally(refresh);
  };
  return {
    reading,
    download: async ({ id: versionId, sizeBytes }, { acceptUnscanned } = { acceptUnscanned: false }) => {
      if (canSaveToDisk()) {
        const target = await chooseSaveTarget(file.fileName);
        if (target) downloads.start({ fileId, versionId, sizeBytes, acceptUnscanned }, target);
        return;
      }
      const request = { fileId, versionId, acceptUnscanned };
      openDownload((await client.versions.downloadUrl.mutate(request)).url);
    },
    restore: (versionId) => thenRefresh(client.versions.restore.mutate({ fileId, versionId })),
    purge: ({ id: versionId }) => thenRefresh(client.versions.purge.mutate({ fileId, versionId })),
  };
}

/** The other files of the account with these very bytes, as far as size and CRC-32 tell. */
export function useCopies({ id, sizeBytes, checksum }: StoredFile): Reading<StoredFile> {
  const reading = readingOf(api.files.copies.useQuery({ sizeBytes, checksum }));
  if (reading.kind !== 'ready') return reading;
  return { kind: 'ready', items: reading.items.filter((copy) => copy.id !== id) };
}

function readingOf<Item>(result: {
  readonly data: readonly Item[] | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
}): Reading<Item> {
  if (result.data) return { kind: 'ready', items: result.data };
  if (result.error) {
    return { kind: 'failed', error: toStorageError(result.error), retry: () => void result.refetch() };
  }
  return { kind: 'loading' };
}
