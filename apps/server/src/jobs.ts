import type { Storage } from '@dawg/storage/storage';
import type { FastifyBaseLogger } from 'fastify';

const SWEEP_INTERVAL_MS = 60_000;

/** Work that goes on beside the requests. */
export interface RunningJobs {
  /** Waits for the run under way. */
  stop(): Promise<void>;
}

/** Sweeps at once, for what a crash has left, and every minute from then on. */
export function startJobs(
  storage: Storage,
  log: FastifyBaseLogger,
  { trashDays }: { readonly trashDays: number },
): RunningJobs {
  const sweep = async () => {
    try {
      const uploads = await storage.jobs.sweepUploads();
      await storage.jobs.emptyOldTrash({ trashDays });
      const versions = await storage.jobs.finishVersionPurges();
      const purges = await storage.jobs.finishPurges();
      await storage.jobs.sweepTickets();
      await storage.jobs.forgetChanges();
      const seals = await storage.jobs.sweepSealedKeys();
      const done = [uploads, versions, purges, seals];
      for (const { error, ...what } of done.flatMap(({ failures }) => [...failures])) {
        log.warn({ err: error, ...what }, 'not swept now; the next run tries again');
      }
    } catch (error) {
      log.error({ err: error }, 'the sweep could not run; the next one tries again');
    }
  };
  let running: Promise<void> | null = null;
  /** Never two at once: a run that takes longer has the next ones left out. */
  const tick = () => {
    running ??= sweep().finally(() => {
      running = null;
    });
  };
  tick();
  const timer = setInterval(tick, SWEEP_INTERVAL_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
