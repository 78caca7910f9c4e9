import { canSaveToDisk, chooseSaveTarget } from '@dawg/client/browser/save-download';
import { zipPath } from '@dawg/contract/link-paths';
import type { LeftOut, StoredFile } from '@dawg/contract/wire';
import type { BulkResult, Folder, ListedFolder } from '@dawg/contract/wire-library';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from './connection/api.ts';
import { useDownloads } from './connection/downloads-context.ts';
import { removeFromListings, restoreListings } from './connection/listing-cache.ts';
import { useServerOrigin } from './connection/server-origin-context.ts';
import { settleEach, type Settled } from './connection/settle-each.ts';
import { settleFiles } from './connection/settle-files.ts';
import { useRefresh } from './connection/use-refresh.ts';
import { isFile, isFolder, type Entry } from './files/entry.ts';
import { openDownload } from './files/open-download.ts';

/** Asks for a file that could not be checked for viruses, as it is. */
export interface AcceptUnscanned {
  readonly acceptUnscanned: boolean;
}

/** What can be done with files and folders. Nothing here shows anything; failures come back to be told. */
export interface FileActions {
  /** Rejects with a StorageError: a taken or unusable name is told where it was typed. */
  readonly rename: (entry: Entry, name: string) => Promise<void>;
  /** Rejects as `rename` does. `parentId` null is the top. */
  readonly createFolder: (name: string, parentId: string | null) => Promise<Folder>;
  /** The entries leave the list at once and come back if the server refuses. `folderId` null is the top. */
  readonly move: (entries: readonly Entry[], folderId: string | null) => Promise<Settled<Entry>>;
  /** Folders go with all that is in them. */
  readonly trash: (entries: readonly Entry[]) => Promise<Settled<Entry>>;
  readonly restore: (entries: readonly Entry[]) => Promise<Settled<Entry>>;
  /** Deletes what is in the trash for good. */
  readonly purge: (entries: readonly Entry[]) => Promise<Settled<Entry>>;
  /** Deletes all that is in the trash for good. */
  readonly emptyTrash: () => Promise<void>;
  /**
   * Saves the file where the person says, verified, with its progress in the download tray; to be called by a press.
   * A browser that lets no page write to the disk is handed a link that lives for minutes, and does the rest.
   */
  readonly download: (file: StoredFile, how?: AcceptUnscanned) => Promise<void>;
  /**
   * Saves the files, or a folder with the folders in it, as one zip by the browser's own download. Answers those that are
   * not in it because of what is known of viruses in them.
   */
  readonly downloadZip: (contents: readonly StoredFile[] | ListedFolder) => Promise<readonly LeftOut[]>;
}

export function useFileActions(): FileActions {
  const queryClient = useQueryClient();
  const { client } = api.useUtils();
  const refresh = useRefresh();
  const downloads = useDownloads();
  const serverOrigin = useServerOrigin();

  return useMemo(() => {
    /** Shows the end at once, then makes it true; what could not be done is put back. */
    const takeOut = async (
      entries: readonly Entry[],
      callForFiles: (fileIds: readonly string[]) => Promise<BulkResult>,
      callForFolder: (folder: ListedFolder) => Promise<unknown>,
    ): Promise<Settled<Entry>> => {
      const backup = await removeFromListings(queryClient, new Set(entries.map(({ id }) => id)));
      const [files, folders] = await Promise.all([
        settleFiles(entries.filter(isFile), callForFiles),
        settleEach(entries.filter(isFolder), callForFolder),
      ]);
      const failed = [...folders.failed, ...files.failed];
      if (failed.length > 0) restoreListings(queryClient, backup);
      refresh();
      return { done: [...folders.done, ...files.done], failed };
    };
    return {
      rename: async (entry, name) => {
        if (isFolder(entry)) await client.folders.rename.mutate({ folderId: entry.id, name });
        else await client.files.rename.mutate({ fileId: entry.id, fileName: name });
        refresh();
      },
      createFolder: async (name, parentId) => {
        const folder = await client.folders.create.mutate({ name, parentId: parentId ?? undefined });
        refresh();
        return folder;
      },
      move: (entries, folderId) =>
        takeOut(
          entries,
          (fileIds) => client.manyFiles.move.mutate({ fileIds, folderId }),
          ({ id }) => client.folders.move.mutate({ folderId: id, parentId: folderId }),
        ),
      trash: (entries) =>
        takeOut(
          entries,
          (fileIds) => client.manyFiles.trash.mutate({ fileIds }),
          ({ id }) => client.folders.trash.mutate({ folderId: id }),
        ),
      restore: (entries) =>
        takeOut(
          entries,
          (fileIds) => client.manyFiles.restore.mutate({ fileIds }),
          ({ id }) => client.folders.restore.mutate({ folderId: id }),
        ),
      purge: (entries) =>
        takeOut(
          entries,
          (fileIds) => client.manyFiles.purge.mutate({ fileIds }),
          ({ id }) => client.folders.purge.mutate({ folderId: id }),
        ),
      emptyTrash: async () => {
        await client.trash.empty.mutate();
        refresh();
      },
      download: async (file, { acceptUnscanned } = { acceptUnscanned: false }) => {
        if (canSaveToDisk()) {
          const target = await chooseSaveTarget(file.fileName);
          if (target)
            downloads.start({ fileId: file.id, sizeBytes: file.sizeBytes, acceptUnscanned }, target);
          return;
        }
        const { url } = await client.files.downloadUrl.mutate({ fileId: file.id, acceptUnscanned });
        openDownload(url);
      },
      downloadZip: async (contents) => {
        const { token, leftOut } = await client.downloads.zip.mutate(
          'id' in contents ? { folderId: contents.id } : { fileIds: contents.map(({ id }) => id) },
        );
        openDownload(serverOrigin + zipPath(token));
        return leftOut;
      },
    };
  }, [queryClient, client, refresh, downloads, serverOrigin]);
}
