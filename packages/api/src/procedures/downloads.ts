import type { ZipTicket } from '@dawg/contract/wire';
import { manyFilesInput } from '../inputs.ts';
import { ownerProcedure, router } from '../trpc.ts';

/** Downloads of more than a file's own URL can give. */
export const downloads = router({
  zip: ownerProcedure
    .input(manyFilesInput)
    .mutation(({ ctx, input }): Promise<ZipTicket> =>
      ctx.storage.downloads.createZipTicket({ ...input, owner: ctx.owner }),
    ),
});
