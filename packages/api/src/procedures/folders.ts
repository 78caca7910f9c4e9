import type { Folder, FolderPage, FolderWithPath } from '@dawg/contract/wire-library';
import {
  createFolderInput,
  folderInput,
  listFoldersInput,
  moveFolderInput,
  renameFolderInput,
  restoreFolderInput,
} from '../inputs.ts';
import { ownerProcedure, router } from '../trpc.ts';

/** The caller's folders. */
export const folders = router({
  list: ownerProcedure
    .input(listFoldersInput)
    .query(({ ctx, input: { direction: _, ...input } }): Promise<FolderPage> =>
      ctx.storage.folders.list({ ...input, owner: ctx.owner }),
    ),
  get: ownerProcedure
    .input(folderInput)
    .query(({ ctx, input }): Promise<FolderWithPath> =>
      ctx.storage.folders.get({ ...input, owner: ctx.owner }),
    ),
  create: ownerProcedure
    .input(createFolderInput)
    .mutation(({ ctx, input }): Promise<Folder> =>
      ctx.storage.folders.create({ ...input, owner: ctx.owner }),
    ),
  rename: ownerProcedure
    .input(renameFolderInput)
    .mutation(({ ctx, input }): Promise<Folder> =>
      ctx.storage.folders.rename({ ...input, owner: ctx.owner }),
    ),
  move: ownerProcedure
    .input(moveFolderInput)
    .mutation(({ ctx, input }): Promise<Folder> => ctx.storage.folders.move({ ...input, owner: ctx.owner })),
  trash: ownerProcedure
    .input(folderInput)
    .mutation(({ ctx, input }): Promise<Folder> => ctx.storage.folders.trash({ ...input, owner: ctx.owner })),
  restore: ownerProcedure
    .input(restoreFolderInput)
    .mutation(({ ctx, input }): Promise<Folder> =>
      ctx.storage.folders.restore({ ...input, owner: ctx.owner }),
    ),
  purge: ownerProcedure
    .input(folderInput)
    .mutation(({ ctx, input }): Promise<void> => ctx.storage.folders.purge({ ...input, owner: ctx.owner })),
});
