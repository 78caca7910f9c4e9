import { audio } from './procedures/audio.ts';
import { changes } from './procedures/changes.ts';
import { downloads } from './procedures/downloads.ts';
import { files } from './procedures/files.ts';
import { folders } from './procedures/folders.ts';
import { manyFiles } from './procedures/many-files.ts';
import { quota } from './procedures/quota.ts';
import { statistics } from './procedures/statistics.ts';
import { trash } from './procedures/trash.ts';
import { uploads } from './procedures/uploads.ts';
import { versions } from './procedures/versions.ts';
import { createCallerFactory, router } from './trpc.ts';

export const appRouter = router({
  changes,
  audio,
  uploads,
  files,
  manyFiles,
  downloads,
  versions,
  folders,
  trash,
  statistics,
  quota,
});

/** The type a client infers every call from. */
export type AppRouter = typeof appRouter;

/** Calls the same procedures from inside a server, with a context of its own: no HTTP. */
export const createCaller = createCallerFactory(appRouter);
