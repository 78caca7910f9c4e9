import { ownerProcedure, router } from '../trpc.ts';

/** The caller's trash as a whole. */
export const trash = router({
  empty: ownerProcedure.mutation(({ ctx }): Promise<void> => ctx.storage.trash.empty({ owner: ctx.owner })),
});
