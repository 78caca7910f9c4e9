import type { DownloadUrl, FilePage, StoredFile, TakenPlaces } from '@dawg/contract/wire';
import type { DuplicatePage } from '@dawg/contract/wire-library';
import {
  copiesInput,
  describeFileInput,
  downloadInput,
  duplicatesInput,
  fileInput,
  listFilesInput,
  moveFileInput,
  renameFileInput,
  restoreFileInput,
  takenPlacesInput,
} from '../inputs.ts';
import { ownerProcedure, router } from '../trpc.ts';

/** The caller's stored files. */
export const files = router({
  list: ownerProcedure
    .input(listFilesInput)
    .query(({ ctx, input }): Promise<FilePage> => ctx.storage.files.list({ ...input, owner: ctx.owner })),
  get: ownerProcedure
    .input(fileInput)
    .query(({ ctx, input }): Promise<StoredFile> => ctx.storage.files.get({ ...input, owner: ctx.owner })),
  // A mutation though it changes nothing: a thousand places are more than a URL holds.
  taken: ownerProcedure
    .input(takenPlacesInput)
    .mutation(({ ctx, input }): Promise<TakenPlaces> =>
      ctx.storage.files.findTaken({ ...input, owner: ctx.owner }),
    ),
  // The files that have these bytes already, under whatever name.
  copies: ownerProcedure
    .input(copiesInput)
    .query(({ ctx, input }): Promise<StoredFile[]> =>
      ctx.storage.files.findCopies({ ...input, owner: ctx.owner }),
    ),
  duplicates: ownerProcedure
    .input(duplicatesInput)
    .query(({ ctx, input: { direction: _, ...input } }): Promise<DuplicatePage> =>
      ctx.storage.files.duplicates({ ...input, owner: ctx.owner }),
    ),
  move: ownerProcedure
    .input(moveFileInput)
    .mutation(({ ctx, input }): Promise<StoredFile> =>
      ctx.storage.files.move({ ...input, owner: ctx.owner }),
    ),
  describe: ownerProcedure
    .input(describeFileInput)
    .mutation(({ ctx, input }): Promise<StoredFile> =>
      ctx.storage.files.describe({ ...input, owner: ctx.owner }),
    ),
  rename: ownerProcedure
    .input(renameFileInput)
    .mutation(({ ctx, input }): Promise<StoredFile> =>
      ctx.storage.files.rename({ ...input, owner: ctx.owner }),
    ),
  trash: ownerProcedure
    .input(fileInput)
    .mutation(({ ctx, input }): Promise<StoredFile> =>
      ctx.storage.files.trash({ ...input, owner: ctx.owner }),
    ),
  restore: ownerProcedure
    .input(restoreFileInput)
    .mutation(({ ctx, input }): Promise<StoredFile> =>
      ctx.storage.files.restore({ ...input, owner: ctx.owner }),
    ),
  purge: ownerProcedure
    .input(fileInput)
    .mutation(({ ctx, input }): Promise<void> => ctx.storage.files.purge({ ...input, owner: ctx.owner })),
  // A mutation though it changes nothing: each call mints a secret that no cache may keep.
  downloadUrl: ownerProcedure
    .input(downloadInput)
    .mutation(({ ctx, input }): Promise<DownloadUrl> =>
      ctx.storage.files.createDownloadUrl({ ...input, owner: ctx.owner }),
    ),
});
