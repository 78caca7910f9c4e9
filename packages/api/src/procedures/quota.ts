import type { Quota } from '@dawg/contract/wire';
import { ownerProcedure, router } from '../trpc.ts';

/** The caller's quota. */
export const quota = router({
  get: ownerProcedure.query(({ ctx }): Promise<Quota> => ctx.storage.quota.get({ owner: ctx.owner })),
});
