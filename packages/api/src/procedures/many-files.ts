import type { BulkResult } from '@dawg/contract/wire-library';
import { manyFilesInput, moveManyInput, restoreManyInput, tagManyInput } from '../inputs.ts';
import { ownerProcedure, router } from '../trpc.ts';

/** The same for up to ten thousand files in one call, with an answer for each. */
export const manyFiles = router({
  move: ownerProcedure
    .input(moveManyInput)
    .mutation(({ ctx, input }): Promise<BulkResult> =>
      ctx.storage.manyFiles.move({ ...input, owner: ctx.owner }),
    ),
  tag: ownerProcedure
    .input(tagManyInput)
    .mutation(({ ctx, input }): Promise<BulkResult> =>
      ctx.storage.manyFiles.tag({ ...input, owner: ctx.owner }),
    ),
  trash: ownerProcedure
    .input(manyFilesInput)
    .mutation(({ ctx, input }): Promise<BulkResult> =>
      ctx.storage.manyFiles.trash({ ...input, owner: ctx.owner }),
    ),
  restore: ownerProcedure
    .input(restoreManyInput)
    .mutation(({ ctx, input }): Promise<BulkResult> =>
      ctx.storage.manyFiles.restore({ ...input, owner: ctx.owner }),
    ),
  purge: ownerProcedure
    .input(manyFilesInput)
    .mutation(({ ctx, input }): Promise<BulkResult> =>
      ctx.storage.manyFiles.purge({ ...input, owner: ctx.owner }),
    ),
});
