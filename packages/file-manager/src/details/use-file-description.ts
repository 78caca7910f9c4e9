import { toStorageError } from '@dawg/client/to-storage-error';
import { StorageError } from '@dawg/contract/storage-error';
import { tagsProblem } from '@dawg/contract/tags';
import type { StoredFile } from '@dawg/contract/wire';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../connection/api.ts';
import { changeInListings } from '../connection/listing-cache.ts';
import { useRefresh } from '../connection/use-refresh.ts';
import { newTags, withoutTags } from './typed-tags.ts';

/** What is said of a file. Each change shows at once and is taken back, rejecting with a StorageError, if it is refused. */
export interface FileDescription {
  readonly setFavourite: (isFavourite: boolean) => Promise<void>;
  /** Its link is there once the server has made it. */
  readonly setPublic: (isPublic: boolean) => Promise<void>;
  readonly addTags: (tags: readonly string[]) => Promise<void>;
  readonly removeTags: (tags: readonly string[]) => Promise<void>;
}

interface Change {
  readonly apply: (file: StoredFile) => StoredFile;
  /** Takes this change back and no other: there may be later ones. */
  readonly undo: (file: StoredFile) => StoredFile;
  readonly send: () => Promise<void>;
}

export function useFileDescription(file: StoredFile): FileDescription {
  const { client } = api.useUtils();
  const queryClient = useQueryClient();
  const change = useChangesInOrder(file.id);
  const fileIds = [file.id];
  return {
    setFavourite: (isFavourite) =>
      change({
        apply: (shown) => ({ ...shown, isFavourite }),
        undo: (shown) => ({ ...shown, isFavourite: !isFavourite }),
        send: async () => {
          await client.files.describe.mutate({ fileId: file.id, isFavourite });
        },
      }),
    setPublic: (isPublic) =>
      change({
        // A link that ends is gone at once; one that begins is the server's to make.
        apply: (shown) => (isPublic ? shown : { ...shown, isPublic, publicUrl: null }),
        undo: (shown) => ({ ...shown, isPublic: file.isPublic, publicUrl: file.publicUrl }),
        send: async () => {
          const { publicUrl } = await client.files.describe.mutate({ fileId: file.id, isPublic });
          await changeInListings(queryClient, file.id, (shown) => ({ ...shown, isPublic, publicUrl }));
        },
      }),
    // What is added and removed is told, not all that is there: another device may have changed the others.
    addTags: async (typed) => {
      const add = newTags(file.tags, typed);
      const problem = tagsProblem([...file.tags, ...add]);
      if (problem !== null) throw new StorageError('invalid-request', { problem });
      if (add.length === 0) return;
      await change({
        apply: (shown) => ({ ...shown, tags: [...shown.tags, ...newTags(shown.tags, add)] }),
        undo: (shown) => ({ ...shown, tags: withoutTags(shown.tags, add) }),
        send: async () => requireDone(await client.manyFiles.tag.mutate({ fileIds, add, remove: [] })),
      });
    },
    removeTags: (remove) =>
      change({
        apply: (shown) => ({ ...shown, tags: withoutTags(shown.tags, remove) }),
        undo: (shown) => ({ ...shown, tags: [...shown.tags, ...newTags(shown.tags, remove)] }),
        send: async () => requireDone(await client.manyFiles.tag.mutate({ fileIds, add: [], remove })),
      }),
  };
}

/** Changes of one file are sent one after another, so that the last one wins on the server as it does here. */
function useChangesInOrder(fileId: string): (change: Change) => Promise<void> {
  const queryClient = useQueryClient();
  const refresh = useRefresh();
  const { mutateAsync } = useMutation({
    scope: { id: `describe ${fileId}` },
    mutationFn: ({ send }: Change) => send(),
    onMutate: ({ apply }) => changeInListings(queryClient, fileId, apply),
    onError: (_error, { undo }) => changeInListings(queryClient, fileId, undo),
    onSettled: refresh,
  });
  return useCallback(
    async (change) => {
      try {
        await mutateAsync(change);
      } catch (error) {
        throw toStorageError(error);
      }
    },
    [mutateAsync],
  );
}

function requireDone({
  results,
}: {
  readonly results: readonly { readonly error?: StorageError['code'] | undefined }[];
}): void {
  const code = results[0]?.error;
  if (code !== undefined) throw new StorageError(code);
}
