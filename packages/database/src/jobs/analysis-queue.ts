import { fromPrisma, PgBoss } from 'pg-boss';
import type { CatalogOptions } from '../catalog-options.ts';
import type { Database } from '../open-database.ts';
import { bossDatabase } from './boss-database.ts';

const QUEUE = 'analysis';
/** Jobs whose every attempt failed. */
const GIVEN_UP = 'analysis-given-up';

/** Without a sign of life for this long a process counts as dead; pg-boss takes no less than 10. */
const HEARTBEAT_SECONDS = 20;
/**
 * About four hours, then it is given up: what the file says of itself is not the reason by then. An attempt whose process
 * was killed counts as well: a file that has its worker killed, by the kernel for its memory say, must come to an end.
 */
export const RETRIES = { retryLimit: 12, retryDelay: 5, retryBackoff: true, retryDelayMax: 3600 };
/** No file takes longer: the analyst's own limits end it before. */
const LONGEST_JOB_SECONDS = 2 * 3600;
/** New jobs tell of themselves; this is for those that are tried again. */
const POLLING = { notifyPollingIntervalSeconds: 3 };
/** Well below the time that a server has to end in: the jobs that do not are handed back. */
const STOP_TIMEOUT_MS = 5_000;

export interface QueuedVersion {
  readonly versionId: string;
  readonly owner: string;
}

export interface AnalysisWork {
  /** Throws when it is to be tried again. `signal` ends it when the process stops or another has taken the job over. */
  readonly analyse: (versionId: string, signal: AbortSignal) => Promise<void>;
  /** Called once after the last attempt. */
  readonly giveUp: (versionId: string) => Promise<void>;
  /** Versions at a time in this process. One owner never has all of them, unless there is one only. */
  readonly concurrency: number;
}

/** Work on versions that were stored, one job each, done by whichever process comes first. */
export interface AnalysisQueue {
  /** For the catalog: the job is there when the version is, or neither. */
  readonly onStored: NonNullable<CatalogOptions['onStored']>;
  /** For versions that have none; where there is one already nothing happens. What is not urgent comes after all else. */
  enqueue(versions: readonly QueuedVersion[], how?: { readonly isUrgent: boolean }): Promise<void>;
  work(work: AnalysisWork): Promise<void>;
  /** Calls back with what goes wrong in the queue itself; it goes on. */
  onProblem(listener: (error: unknown) => void): void;
  /** Lets the jobs under way end, for some seconds; those that do not are done by somebody else. */
  close(): Promise<void>;
}

export interface QueuePace {
  readonly retries?: typeof RETRIES;
  /** Half of it more may pass until the dead are noticed; then another attempt begins. The same in every process. */
  readonly heartbeatSeconds?: number;
}

/** Opens the queue, in a schema of its own beside ours; its tables are made when they are missing. */
export async function openAnalysisQueue(
  database: Pick<Database, 'pool' | 'listen' | 'isEmbedded'>,
  { retries = RETRIES, heartbeatSeconds = HEARTBEAT_SECONDS }: QueuePace = {},
): Promise<AnalysisQueue> {
  const lookEverySeconds = Math.ceil(heartbeatSeconds / 2);
  const boss = new PgBoss({
    db: bossDatabase(database),
    backend: database.isEmbedded ? 'pglite' : 'postgres',
    schedule: false,
    useListenNotify: true,
    // Both: the dead are looked for when the longer of the two is over, and each is a minute by itself.
    superviseIntervalSeconds: lookEverySeconds,
    monitorIntervalSeconds: lookEverySeconds,
  });
  boss.on('error', () => {}); // without a listener it would end the process
  await boss.start();
  await boss.createQueue(GIVEN_UP, { policy: 'exclusive', notify: true });
  // One job for a version, however often it is asked for.
  const pace = { ...retries, heartbeatSeconds, expireInSeconds: LONGEST_JOB_SECONDS };
  await boss.createQueue(QUEUE, { ...pace, policy: 'exclusive', deadLetter: GIVEN_UP, notify: true });
  await boss.updateQueue(QUEUE, pace); // one that was there keeps what it was made with

  return {
    onProblem: (listener) => void boss.on('error', listener),

    async onStored(tx, version) {
      if (!version.contentType.startsWith('audio/') && version.scan.state !== 'scanning') return;
      await boss.send(QUEUE, dataOf(version), { ...optionsOf(version), db: fromPrisma(tx) });
    },

    async enqueue(versions, { isUrgent } = { isUrgent: true }) {
      const priority = isUrgent ? 0 : -1;
      const jobs = versions.map((version) => ({ data: dataOf(version), ...optionsOf(version), priority }));
      if (jobs.length > 0) await boss.insert(QUEUE, jobs);
    },

    async work({ analyse, giveUp, concurrency }) {
      const options = { ...POLLING, localGroupConcurrency: Math.max(1, concurrency - 1) };
      for (let worker = 0; worker < concurrency; worker += 1) {
        const workerId = await boss.work<Data>(QUEUE, options, async ([job]) => {
          try {
            if (job) await analyse(job.data.versionId, job.signal);
          } finally {
            boss.notifyWorker(workerId); // the next one at once, rather than when it looks again
          }
        });
      }
      await boss.work<Data>(GIVEN_UP, POLLING, async ([job]) => {
        if (job) await giveUp(job.data.versionId);
      });
    },

    close: () => boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS, close: false }),
  };
}

interface Data {
  readonly versionId: string;
}

function dataOf({ versionId }: QueuedVersion): Data {
  return { versionId };
}

function optionsOf({ versionId, owner }: QueuedVersion) {
  return { singletonKey: versionId, group: { id: owner } };
}
