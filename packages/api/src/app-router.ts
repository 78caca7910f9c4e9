import { files } from './procedures/files.ts';
import { quota } from './procedures/quota.ts';
import { uploads } from './procedures/uploads.ts';
import { createCallerFactory, router } from './trpc.ts';

export const appRouter = router({ uploads, files, quota });

/** The type a client infers every call from. */
export type AppRouter = typeof appRouter;

/** Calls the same procedures from inside a server, with a context of its own: no HTTP. */
export const createCaller = createCallerFactory(appRouter);
