import type { AudioEngine } from '@dawg/audio/ports/audio-engine';
import type { AnalysisQueue } from '@dawg/database/jobs/analysis-queue';
import type { AudioAnalyst } from '@dawg/storage/ports/audio-analyst';
import type { Storage } from '@dawg/storage/storage';
import type { FastifyBaseLogger } from 'fastify';

const PAGE = 500;
/** How often what waits without a job is looked for: what an engine that was missing has left, or a lost queue. */
const LOOK_EVERY_MS = 10 * 60_000;

export interface WorkerParts {
  readonly storage: Storage;
  readonly queue: AnalysisQueue;
  readonly analyst: AudioAnalyst;
  readonly engine: AudioEngine;
  readonly concurrency: number;
  readonly log: FastifyBaseLogger;
}

export interface RunningWorker {
  stop(): Promise<void>;
}

/** Looks at what was stored, one version after another, until it is stopped. The queue is closed by whoever opened it. */
export async function startWorker({ storage, queue, ...parts }: WorkerParts): Promise<RunningWorker> {
  const { analyst, engine, concurrency, log } = parts;
  await queue.work({
    concurrency,
    analyse: async (versionId, signal) => {
      try {
        const outcome = await storage.jobs.analyseVersion({ versionId, analyst, signal });
        log.info({ versionId, outcome }, 'a version was looked at');
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

  let looking: Promise<void> | null = null;
  const look = () => {
    looking ??= enqueueWaiting(storage, queue, engine)
      .catch((error: unknown) => log.error({ err: error }, 'versions that wait could not be looked for'))
      .finally(() => {
        looking = null;
      });
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}

/** Every version that waits has a job afterwards; those that waited for an engine too, if there is one now. */
async function enqueueWaiting(storage: Storage, queue: AnalysisQueue, engine: AudioEngine): Promise<void> {
  const { state } = await engine.state();
  const states = state === 'ready' ? (['pending', 'no-engine'] as const) : (['pending'] as const);
  for (let after: string | null = null; ;) {
    const page: Awaited<ReturnType<Storage['jobs']['findAnalyses']>> = await storage.jobs.findAnalyses(
      states,
      { after, limit: PAGE },
    );
    await queue.enqueue(page);
    after = page.at(-1)?.versionId ?? null;
    if (page.length < PAGE) return;
  }
}
