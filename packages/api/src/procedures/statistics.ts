import type { Statistics } from '@dawg/contract/wire-library';
import { ownerProcedure, router } from '../trpc.ts';

/** Figures about the caller's files. */
export const statistics = router({
  get: ownerProcedure.query(({ ctx }): Promise<Statistics> =>
    ctx.storage.statistics.get({ owner: ctx.owner }),
  ),
});
