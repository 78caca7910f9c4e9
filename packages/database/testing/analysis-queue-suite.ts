import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAnalysisQueue, type AnalysisQueue } from '../src/jobs/analysis-queue.ts';
import { openDatabase, type Database } from '../src/open-database.ts';

const OWNER = 'owner';
const QUICK = { retryLimit: 2, retryDelay: 1, retryBackoff: true, retryDelayMax: 1 };
const UNASKED = { state: 'unasked', detail: null } as const;
const audio = (versionId: string) => ({ versionId, owner: OWNER, contentType: 'audio/wav', scan: UNASKED });

/** A queue whose work is noted, and which can be waited for. */
async function workOn(queue: AnalysisQueue, fails: (versionId: string) => boolean = () => false) {
  const begun: string[] = [];
  const givenUp: string[] = [];
  await queue.work({
    concurrency: 2,
    analyse: async (versionId) => {
      begun.push(versionId);
      if (fails(versionId)) throw new Error('no verdict');
    },
    giveUp: async (versionId) => void givenUp.push(versionId),
  });
  return { begun, givenUp };
}

/** The same cases on PGlite and on a PostgreSQL server. */
export function analysisQueueSuite(databaseName: string, url: () => string): void {
  describe(`the queue of analyses on ${databaseName}`, () => {
    let database: Database;
    beforeAll(async () => {
      database = await openDatabase(url());
    }, 120_000);
    afterAll(() => database.close());
    const open = () => openAnalysisQueue(database, { retries: QUICK });

    test('has a job when the transaction that stores the version is committed, and none when it is not', async () => {
      const queue = await open();
      const [stored, undone] = [crypto.randomUUID(), crypto.randomUUID()];
      await database.prisma.$transaction((tx) => queue.onStored(tx, audio(stored)));
      const rolledBack = database.prisma.$transaction(async (tx) => {
        await queue.onStored(tx, audio(undone));
        throw new Error('undone');
      });
      await expect(rolledBack).rejects.toThrow('undone');
      const { begun } = await workOn(queue);
      await expect.poll(() => begun, { timeout: 20_000 }).toEqual([stored]);
      await queue.close();
    });

    test('has none for what is not audio', async () => {
      const queue = await open();
      const last = crypto.randomUUID();
      await database.prisma.$transaction(async (tx) => {
        await queue.onStored(tx, { ...audio(crypto.randomUUID()), contentType: 'application/json' });
        await queue.onStored(tx, audio(last));
      });
      const { begun } = await workOn(queue);
      await expect.poll(() => begun, { timeout: 20_000 }).toEqual([last]);
      await queue.close();
    });

    test('does a version once, however often it is asked for while it waits', async () => {
      const queue = await open();
      const [one, two] = [crypto.randomUUID(), crypto.randomUUID()];
      const version = { versionId: one, owner: OWNER };
      await queue.enqueue([version, version]);
      await queue.enqueue([version, { versionId: two, owner: OWNER }]);
      const { begun } = await workOn(queue);
      await expect.poll(() => begun.toSorted(), { timeout: 20_000 }).toEqual([one, two].toSorted());
      await queue.close();
    });

    test('tries again what fails, and gives it up after the last attempt', async () => {
      const queue = await open();
      const hopeless = crypto.randomUUID();
      await queue.enqueue([{ versionId: hopeless, owner: OWNER }]);
      const { begun, givenUp } = await workOn(queue, (versionId) => versionId === hopeless);
      await expect.poll(() => givenUp, { timeout: 40_000 }).toEqual([hopeless]);
      expect(begun).toEqual([hopeless, hopeless, hopeless]);
      await queue.close();
    }, 60_000);

    test('has time for an owner while another has much to do', async () => {
      const queue = await open();
      const many = Array.from({ length: 4 }, () => ({ versionId: crypto.randomUUID(), owner: 'busy' }));
      const one = { versionId: crypto.randomUUID(), owner: 'modest' };
      await queue.enqueue([...many, one]);
      const begun: string[] = [];
      let finish = () => {};
      const isFinished = new Promise<void>((resolve) => (finish = resolve));
      await queue.work({
        concurrency: 2,
        analyse: async (versionId) => {
          begun.push(versionId);
          if (versionId !== one.versionId) await isFinished;
        },
        giveUp: async () => {},
      });
      await expect.poll(() => begun, { timeout: 20_000 }).toContain(one.versionId);
      expect(begun).toHaveLength(2);
      finish();
      await expect.poll(() => begun, { timeout: 20_000 }).toHaveLength(5);
      await queue.close();
    }, 60_000);

    test('waits for the work under way when it is closed', async () => {
      const queue = await open();
      const steps: string[] = [];
      await queue.enqueue([{ versionId: crypto.randomUUID(), owner: OWNER }]);
      await queue.work({
        concurrency: 1,
        analyse: async () => {
          steps.push('begun');
          await new Promise((resolve) => setTimeout(resolve, 300));
          steps.push('done');
        },
        giveUp: async () => {},
      });
      await expect.poll(() => steps, { timeout: 20_000 }).toContain('begun');
      await queue.close();
      expect(steps).toEqual(['begun', 'done']);
    });
  });
}
