import { MAX_LISTENERS } from '@dawg/contract/limits';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChangeFeed } from '../src/ports/change-feed.ts';
import type { CatalogHarness } from './catalog-suite.ts';
import { draftOf, later, settleInCatalog, storeInCatalog, T0 } from './store-in-catalog.ts';

export interface ChangeFeedHarness extends CatalogHarness {
  readonly changes: ChangeFeed;
  /** Another process on the same database, or the same where there can be but one. */
  readonly other: ChangeFeed;
  setQuota(owner: string, totalLimit: number): Promise<void> | void;
}

const PATIENT = { timeout: 30_000 };
const DAY = 24 * 3_600_000;
const keep = { onConflict: 'keep-both', at: later(1) } as const;

/** The obligations of the change feed: the same cases for the twin, PGlite and a PostgreSQL server. */
export function changeFeedSuite(name: string, open: () => Promise<ChangeFeedHarness>): void {
  describe(`the change feed: ${name}`, () => {
    let catalog: ChangeFeedHarness;
    beforeAll(async () => {
      catalog = await open();
    }, 120_000);
    afterAll(() => catalog.close());

    const follow = async (owner: string, from?: string) => {
      const position = from ?? (await catalog.changes.position());
      const told = async () => {
        const after = await catalog.changes.after(owner, position, 100);
        if (after.kind === 'gone') return 'gone';
        return after.changes.map(({ kind, subjectId }) => (subjectId ? `${kind} ${subjectId}` : kind));
      };
      return { told, position };
    };

    test('tells in order what happens to a file', async () => {
      const owner = await catalog.createOwner();
      const { told } = await follow(owner);
      const session = draftOf(owner);
      const { id } = await storeInCatalog(catalog, owner, session);
      const place = {
        id: crypto.randomUUID(),
        name: 'Album',
        parentId: null,
        onConflict: 'fail',
        at: T0,
      } as const;
      const created = await catalog.folders.create(owner, place);
      if (!('folder' in created)) throw new Error(created.kind);
      await catalog.files.rename(owner, id, { fileName: 'b.wav', ...keep });
      await catalog.files.move(owner, [id], { folderId: created.folder.id, ...keep });
      await catalog.files.tag(owner, [id], { add: ['drums'], remove: [], at: later(2) });
      await catalog.files.trash(owner, [id], later(3));
      await catalog.files.restore(owner, [id], keep);
      await catalog.files.trash(owner, [id], later(4));
      await catalog.files.beginPurge(owner, [id]);
      await catalog.files.finishPurge(owner, [{ id, sealedUntil: null }]);
      await expect
        .poll(told, PATIENT)
        .toEqual([
          `upload-begun ${session.id}`,
          expect.stringMatching(/^(upload-ended|file-stored) /),
          expect.stringMatching(/^(upload-ended|file-stored) /),
          `folder-created ${created.folder.id}`,
          `file-renamed ${id}`,
          `file-moved ${id}`,
          `file-changed ${id}`,
          `file-trashed ${id}`,
          `file-restored ${id}`,
          `file-trashed ${id}`,
          `file-purged ${id}`,
          'quota-changed',
        ]);
    });

    test('tells of bytes that took the place of others, of uploads that were given up, and of another limit', async () => {
      const owner = await catalog.createOwner(10_000);
      const { id } = await storeInCatalog(catalog, owner);
      const { told } = await follow(owner);
      await settleInCatalog(catalog, owner, { onConflict: 'replace' });
      const draft = draftOf(owner);
      await catalog.uploads.reserve(draft, { maxOpenSessions: 10 });
      const by = { kind: 'owner', now: T0 } as const;
      await catalog.uploads.beginAborting(draft.id, { by, ending: 'aborted', failure: null });
      await catalog.uploads.finishAborting(draft.id, { sealedUntil: null });
      await catalog.setQuota(owner, 20_000);
      await expect
        .poll(told, PATIENT)
        .toEqual(
          expect.arrayContaining([
            `file-replaced ${id}`,
            `upload-begun ${draft.id}`,
            `upload-ended ${draft.id}`,
            'quota-changed',
          ]),
        );
    });

    test('tells nobody of what others have, and nothing twice', async () => {
      const [owner, stranger] = [await catalog.createOwner(), await catalog.createOwner()];
      const [mine, theirs] = [await follow(owner), await follow(stranger)];
      await storeInCatalog(catalog, owner);
      await expect.poll(mine.told, PATIENT).toHaveLength(3);
      expect(await theirs.told()).toEqual([]);
      const all = await catalog.changes.after(owner, mine.position, 100);
      const rest = all.kind === 'changes' ? await catalog.changes.after(owner, all.position, 100) : all;
      expect(rest).toMatchObject({ kind: 'changes', changes: [], hasMore: false });
    });

    test('is read in pages, none left out', async () => {
      const owner = await catalog.createOwner();
      const { told, position } = await follow(owner);
      for (let count = 0; count < 4; count++)
        await storeInCatalog(catalog, owner, { fileName: `${count}.wav` });
      await expect.poll(told, PATIENT).toHaveLength(12);
      const pages: string[] = [];
      for (let from = position, hasMore = true; hasMore;) {
        const page = await catalog.changes.after(owner, from, 5);
        if (page.kind === 'gone') throw new Error('gone');
        pages.push(...page.changes.map(({ kind, subjectId }) => `${kind} ${subjectId}`));
        ({ position: from, hasMore } = page);
      }
      expect(pages).toEqual(await told());
    });

    test('leaves nothing out when many change at once', async () => {
      const owner = await catalog.createOwner();
      const files = await Promise.all(
        Array.from({ length: 20 }, (_, at) => storeInCatalog(catalog, owner, { fileName: `${at}.wav` })),
      );
      const { position } = await follow(owner);
      const seen: string[] = [];
      let from = position;
      const read = async () => {
        const page = await catalog.changes.after(owner, from, 3);
        if (page.kind === 'gone') throw new Error('gone');
        seen.push(...page.changes.map(({ subjectId }) => subjectId ?? ''));
        from = page.position;
        return seen.length;
      };
      const changing = Promise.all(files.map(({ id }) => catalog.files.trash(owner, [id], later(5))));
      await expect.poll(read, { interval: 1, ...PATIENT }).toBe(20);
      await changing;
      expect(seen.toSorted()).toEqual(files.map(({ id }) => id).toSorted());
    });

    test('wakes who listens, in another process, too, until they stop', async () => {
      const [owner, stranger] = [await catalog.createOwner(), await catalog.createOwner()];
      const woken = { mine: 0, others: 0, stopped: 0 };
      const stops = [
        catalog.other.listen(owner, () => void woken.mine++),
        catalog.other.listen(stranger, () => void woken.others++),
      ];
      catalog.other.listen(owner, () => void woken.stopped++)();
      await storeInCatalog(catalog, owner);
      await expect.poll(() => woken.mine, PATIENT).toBeGreaterThan(0);
      expect(woken).toMatchObject({ others: 0, stopped: 0 });
      for (const stop of stops) stop();
    });

    test('is listened to by so many at once and no more', async () => {
      const owner = await catalog.createOwner();
      const stops = Array.from({ length: MAX_LISTENERS }, () => catalog.changes.listen(owner, () => {}));
      expect(() => catalog.changes.listen(owner, () => {})).toThrow('Too many');
      stops.pop()?.();
      stops.push(catalog.changes.listen(owner, () => {}));
      for (const stop of stops) stop();
    });

    test('says so when what was to be told is forgotten, or the position is none', async () => {
      const owner = await catalog.createOwner();
      const { told, position } = await follow(owner);
      await storeInCatalog(catalog, owner);
      await expect.poll(told, PATIENT).toHaveLength(3);
      expect(await catalog.changes.prune(new Date(Date.now() + DAY))).toBeGreaterThanOrEqual(3);
      expect(await catalog.changes.after(owner, position, 100)).toEqual({ kind: 'gone' });
      for (const text of ['', 'x', '-1.5', '99999999999999999.0', "1.0'; --"])
        expect(await catalog.changes.after(owner, text, 100)).toEqual({ kind: 'gone' });
      const now = await follow(owner);
      expect(await now.told()).toEqual([]);
    });
  });
}
