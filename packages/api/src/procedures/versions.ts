import type { DownloadUrl, StoredFile } from '@dawg/contract/wire';
import type { FileVersion } from '@dawg/contract/wire-library';
import { fileInput, versionDownloadInput, versionInput } from '../inputs.ts';
import { ownerProcedure, router } from '../trpc.ts';

/** Earlier versions of the caller's files. */
export const versions = router({
  list: ownerProcedure
    .input(fileInput)
    .query(({ ctx, input }): Promise<FileVersion[]> =>
      ctx.storage.versions.list({ ...input, owner: ctx.owner }),
    ),
  restore: ownerProcedure
    .input(versionInput)
    .mutation(({ ctx, input }): Promise<StoredFile> =>
      ctx.storage.versions.restore({ ...input, owner: ctx.owner }),
    ),
  purge: ownerProcedure
    .input(versionInput)
    .mutation(({ ctx, input }): Promise<void> => ctx.storage.versions.purge({ ...input, owner: ctx.owner })),
  // A mutation though it changes nothing: each call mints a secret that no cache may keep.
  downloadUrl: ownerProcedure
    .input(versionDownloadInput)
    .mutation(({ ctx, input }): Promise<DownloadUrl> =>
      ctx.storage.versions.createDownloadUrl({ ...input, owner: ctx.owner }),
    ),
});
