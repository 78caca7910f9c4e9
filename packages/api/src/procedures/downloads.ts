import type { DownloadLink, ZipTicket } from '@dawg/contract/wire';
import { fileInput, zipInput } from '../inputs.ts';
import { ownerProcedure, router } from '../trpc.ts';

/** Downloads that a plain link can fetch. */
export const downloads = router({
  zip: ownerProcedure
    .input(zipInput)
    .mutation(({ ctx, input }): Promise<ZipTicket> =>
      ctx.storage.downloads.createZipTicket({ ...input, owner: ctx.owner }),
    ),
  link: ownerProcedure
    .input(fileInput)
    .mutation(({ ctx, input }): Promise<DownloadLink> =>
      ctx.storage.downloads.createLink({ ...input, owner: ctx.owner }),
    ),
});
