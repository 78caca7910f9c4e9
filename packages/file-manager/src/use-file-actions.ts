import { canSaveToDisk, chooseSaveTarget } from '@dawg/client/browser/save-download';
import type { StoredFile } from '@dawg/contract/wire';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { openDownload } from './files/open-download.ts';
import { api } from './connection/api.ts';
import { useDownloads } from './connection/downloads-context.ts';
import { removeFromListings, restoreListings } from './connection/listing-cache.ts';
import { settleEach, type Settled } from './connection/settle-each.ts';
import { useRefresh } from './connection/use-refresh.ts';

/** What can be done with stored files. Nothing here shows anything; failures come back to be told. */
export interface FileActions {
  /** Rejects with a StorageError: a taken or unusable name is told where it was typed. */
  readonly rename: (file: StoredFile, fileName: string) => Promise<StoredFile>;
  /** The files leave the list at once and come back if the server refuses. */
  readonly trash: (files: readonly StoredFile[]) => Promise<Settled<StoredFile>>;
  readonly restore: (files: readonly StoredFile[]) => Promise<Settled<StoredFile>>;
  /** Deletes files in the trash for good. */
  readonly purge: (files: readonly StoredFile[]) => Promise<Settled<StoredFile>>;
  /**
   * Saves the file where the person says, verified, with its progress in the download tray; to be called by a press.
   * A browser that lets no page write to the disk is handed a link that lives for minutes, and does the rest.
   */
  readonly download: (file: StoredFile) => Promise<void>;
}

export function useFileActions(): FileActions {
  const queryClient = useQueryClient();
  const { client } = api.useUtils();
  const refresh = useRefresh();
  const downloads = useDownloads();

  return useMemo(() => {
    /** Shows the end at once, then makes it true; what could not be done is put back. */
    const takeOut = async (files: readonly StoredFile[], call: (file: StoredFile) => Promise<unknown>) => {
      const backup = await removeFromListings(queryClient, new Set(files.map((file) => file.id)));
      const settled = await settleEach(files, call);
      if (settled.failed.length > 0) restoreListings(queryClient, backup);
      refresh();
      return settled;
    };
    return {
      rename: async (file, fileName) => {
        const renamed = await client.files.rename.mutate({ fileId: file.id, fileName });
        refresh();
        return renamed;
      },
      trash: (files) => takeOut(files, (file) => client.files.trash.mutate({ fileId: file.id })),
      restore: (files) => takeOut(files, (file) => client.files.restore.mutate({ fileId: file.id })),
      purge: (files) => takeOut(files, (file) => client.files.purge.mutate({ fileId: file.id })),
      download: async (file) => {
        if (canSaveToDisk()) {
          const target = await chooseSaveTarget(file.fileName);
          if (target) downloads.start(file, target);
          return;
        }
        const { url } = await client.files.downloadUrl.mutate({ fileId: file.id });
        openDownload(url);
      },
    };
  }, [queryClient, client, refresh, downloads]);
}
