import type { AudioEngine } from '@dawg/audio/ports/audio-engine';
import type { AnalysisQueue, QueuedVersion } from '@dawg/database/jobs/analysis-queue';
import type { Inspector } from '@dawg/storage/ports/inspector';
import type { IdPage } from '@dawg/storage/ports/upload-catalog';
import type { Storage } from '@dawg/storage/storage';
import type { FastifyBaseLogger } from 'fastify';
import { createRescan } from './rescan.ts';
import { watchScanner } from './watch-scanner.ts';

const PAGE = 500;
/** How often what waits without a job is looked for: what an engine that was missing has left, or a lost queue. */
const LOOK_EVERY_MS = 10 * 60_000;
/** How often a rescan goes on. */
const RESCAN_EVERY_MS = 60_000;

export interface WorkerParts {
  readonly storage: Storage;
  readonly queue: AnalysisQueue;
  readonly inspector: Inspector;
  readonly engine: AudioEngine;
  readonly concurrency: number;
  readonly log: FastifyBaseLogger;
}

export interface RunningWorker {
  stop(): Promise<void>;
}

/** Looks at what was stored, one version after another, until it is stopped. The queue is closed by whoever opened it. */
export async function startWorker({ storage, queue, ...parts }: WorkerParts): Promise<RunningWorker> {
  const { inspector, engine, concurrency, log } = parts;
  const rescan = createRescan(storage, queue);
  const looks = oneAtATime(log, 'versions that wait could not be looked for');
  const rescans = oneAtATime(log, 'the rescan could not go on');
  const look = () => looks.run(() => enqueueWaiting(storage, queue, { engine, inspector }));
  const goOn = () =>
    rescans.run(async () => {
      const scanner = await inspector.scanner();
      if (scanner.kind === 'ready') await rescan(scanner.version);
    });
  const watch = watchScanner(
    async () => (await inspector.scanner()).kind !== 'unavailable',
    () => {
      look();
      goOn();
    },
  );

  await queue.work({
    concurrency,
    analyse: async (versionId, signal) => {
      try {
        const outcome = await storage.jobs.inspectVersion({ versionId, inspector, signal });
        log.info({ versionId, outcome }, 'a version was looked at');
        if (outcome === 'infected') log.warn({ versionId }, 'a virus was found; the version is quarantined');
        // No attempt of its own is worn out by that: it gets a new job when there is a scanner.
        if (outcome === 'no-scanner') watch.begin();
      } catch (error) {
        log.warn({ err: error, versionId }, 'no verdict on a version; it is tried again');
        throw error;
      }
    },
    giveUp: async (versionId) => {
      log.error({ versionId }, 'no verdict on a version after the last attempt; the file stays as it is');
      await storage.jobs.giveUpAnalysis({ versionId });
    },
  });
  look();
  goOn();
  const timers = [setInterval(look, LOOK_EVERY_MS), setInterval(goOn, RESCAN_EVERY_MS)];
  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      watch.stop();
      await Promise.all([looks.ended(), rescans.ended()]);
    },
  };
}

/** Never two at once: a run that takes longer has the next ones left out. What fails is logged. */
function oneAtATime(log: FastifyBaseLogger, complaint: string) {
  let running: Promise<void> | null = null;
  return {
    run(work: () => Promise<void>): void {
      running ??= work()
        .catch((error: unknown) => log.error({ err: error }, complaint))
        .finally(() => {
          running = null;
        });
    },
    ended: async () => running,
  };
}

/** Every version that waits has a job afterwards; those that waited for an engine or the scanner too, if there is one now. */
async function enqueueWaiting(
  { jobs }: Storage,
  queue: AnalysisQueue,
  { engine, inspector }: Pick<WorkerParts, 'engine' | 'inspector'>,
): Promise<void> {
  const { state } = await engine.state();
  const states = state === 'ready' ? (['pending', 'no-engine'] as const) : (['pending'] as const);
  await enqueueAll(queue, (page) => jobs.findAnalyses(states, page));
  if ((await inspector.scanner()).kind !== 'off') await enqueueAll(queue, jobs.findUnscanned);
}

async function enqueueAll(
  queue: AnalysisQueue,
  find: (page: IdPage) => Promise<readonly QueuedVersion[]>,
): Promise<void> {
  for (let after: string | null = null; ;) {
    const page: readonly QueuedVersion[] = await find({ after, limit: PAGE });
    await queue.enqueue(page);
    after = page.at(-1)?.versionId ?? null;
    if (page.length < PAGE) return;
  }
}
