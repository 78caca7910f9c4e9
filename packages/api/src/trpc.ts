import { StorageError } from '@dawg/contract/storage-error';
import type { Storage } from '@dawg/storage/storage';
import { initTRPC, TRPCError } from '@trpc/server';
import { toWireError, TRPC_CODE } from './wire-error.ts';

/** What every call is made with. */
export interface ApiContext {
  readonly storage: Storage;
  /** The verified principal's user id, or null for nobody. No input ever names one. What is answered may be from the
   * beginning of the request, unless it is to be fresh: a stream outlives a session. */
  readonly principal: (how?: { readonly fresh: true }) => Promise<string | null>;
  readonly requestId: string;
}

const t = initTRPC.context<ApiContext>().create({
  // Stack traces leave tRPC unless this is false (docs/decisions/0006-errors.md).
  isDev: false,
  // Proxies forget streams that are silent for a minute; whoever hears nothing for longer than that connects anew.
  sse: { ping: { enabled: true, intervalMs: 20_000 }, client: { reconnectAfterInactivityMs: 65_000 } },
  errorFormatter: ({ shape, error, ctx }) => ({ ...shape, ...toWireError(error, ctx?.requestId ?? 'none') }),
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Gives the domain's failures their tRPC code, and with it their HTTP status. The only place that does. */
const translateFailures = t.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok || !(result.error.cause instanceof StorageError)) return result;
  const cause = result.error.cause;
  throw new TRPCError({ code: TRPC_CODE[cause.code], message: cause.message, cause });
});

/** Open to the signed-in; the use-case gets the owner from here and from nowhere else. */
export const ownerProcedure = t.procedure.use(translateFailures).use(async ({ ctx, next }) => {
  const owner = await ctx.principal();
  if (owner === null) throw new StorageError('unauthenticated');
  return next({ ctx: { ...ctx, owner } });
});
