import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScanFinding, StaleVersion } from '../src/ports/scan-catalog.ts';
import type { CatalogHarness } from './catalog-suite.ts';
import { later, storeInCatalog, T0 } from './store-in-catalog.ts';

const said = (state: ScanFinding['state'], change: Partial<ScanFinding> = {}): ScanFinding => ({
  state,
  detail: state === 'clean' ? null : 'Test.Eicar',
  scannedWith: 'scanner/2',
  at: later(5),
  ...change,
});

/** The obligations of the port that keeps what is known of viruses: the same cases for the twin and the database. */
export function scanSuite(catalogName: string, open: () => Promise<CatalogHarness>): void {
  describe(`what is known of viruses: ${catalogName}`, () => {
    let catalog: CatalogHarness;
    beforeAll(async () => {
      catalog = await open();
    }, 120_000);
    afterAll(() => catalog.close());

    const store = async (change: Parameters<typeof storeInCatalog>[2] = {}, owner?: string) =>
      storeInCatalog(catalog, owner ?? (await catalog.createOwner()), { scan: 'scanning', ...change });
    const replace = (owner: string, at: Date) => store({ onConflict: 'replace', at }, owner);
    /** Of this owner's, all pages of two. */
    const staleOf = async (owner: string, scanner: string) => {
      const found: string[] = [];
      for (let after: StaleVersion | null = null; ;) {
        const page: readonly StaleVersion[] = await catalog.scans.findStale({ scanner, after, limit: 2 });
        found.push(...page.filter((one) => one.owner === owner).map(({ versionId }) => versionId));
        after = page.at(-1) ?? null;
        if (page.length < 2) return found;
      }
    };

    test.each(['scanning', 'unasked'] as const)(
      'a version is %s from the moment it is stored',
      async (scan) => {
        const file = await store({ scan });
        expect(file.scan).toEqual({ state: scan, detail: null });
        expect(await catalog.scans.findSubject(file.versionId)).toEqual({
          versionId: file.versionId,
          owner: file.owner,
          fileName: 'mix.wav',
          contentType: 'audio/wav',
          sizeBytes: 100,
          storageKey: file.storageKey,
          state: scan,
          scannedWith: '',
        });
      },
    );

    test('what is not audio is scanned as well', async () => {
      const file = await store({ contentType: 'application/octet-stream', fileName: 'mix.dawgproject' });
      expect(await catalog.scans.findSubject(file.versionId)).toMatchObject({ state: 'scanning' });
    });

    test.each(['clean', 'infected', 'unscannable'] as const)(
      'the word %s shows in the file',
      async (state) => {
        const { owner, id, versionId } = await store();
        expect(await catalog.scans.record(versionId, said(state))).toBe(true);
        const { detail } = said(state);
        expect(await catalog.files.find(owner, id)).toMatchObject({ scan: { state, detail } });
        expect(await catalog.scans.findSubject(versionId)).toMatchObject({ state, scannedWith: 'scanner/2' });
      },
    );

    test('an infected version gives its place back to the one before, and stays as an earlier one, charged for', async () => {
      const owner = await catalog.createOwner();
      const first = await store({}, owner);
      await catalog.scans.record(first.versionId, said('clean'));
      const second = await replace(owner, later(1));
      expect(second.scan.state).toBe('scanning');
      await catalog.scans.record(second.versionId, said('infected'));
      expect(await catalog.files.find(owner, first.id)).toMatchObject({
        versionId: first.versionId,
        storageKey: first.storageKey,
        scan: { state: 'clean', detail: null },
      });
      expect(await catalog.versions.list(owner, first.id)).toMatchObject([
        { id: second.versionId, scan: { state: 'infected', detail: 'Test.Eicar' } },
      ]);
      expect((await catalog.quotas.get(owner)).usedSpace).toBe(200);
      await catalog.versions.beginPurge(owner, first.id, second.versionId);
      expect(await catalog.versions.finishPurge(second.versionId, { sealedUntil: null })).toBe(true);
      expect((await catalog.quotas.get(owner)).usedSpace).toBe(100);
      expect(await catalog.scans.findSubject(second.versionId)).toBeNull();
    });

    test('of several earlier versions the latest in which no virus was found takes the place', async () => {
      const owner = await catalog.createOwner();
      const first = await store({}, owner);
      const second = await replace(owner, later(1));
      await catalog.scans.record(second.versionId, said('infected'));
      expect(await catalog.files.find(owner, first.id)).toMatchObject({ versionId: first.versionId });
      const third = await replace(owner, later(10));
      await catalog.scans.record(third.versionId, said('infected', { at: later(11) }));
      expect(await catalog.files.find(owner, first.id)).toMatchObject({ versionId: first.versionId });
      await catalog.scans.record(first.versionId, said('infected', { at: later(12) }));
      expect(await catalog.files.find(owner, first.id)).toMatchObject({
        versionId: first.versionId,
        scan: { state: 'infected' },
      });
    });

    test('an earlier version that is found infected stays where it is', async () => {
      const owner = await catalog.createOwner();
      const first = await store({}, owner);
      const second = await replace(owner, later(1));
      await catalog.scans.record(first.versionId, said('infected'));
      expect(await catalog.files.find(owner, first.id)).toMatchObject({ versionId: second.versionId });
    });

    test.each([
      ['scanning', 'file-not-scanned-yet'],
      ['infected', 'file-quarantined'],
    ] as const)('an earlier version that is %s is not restored', async (state, answer) => {
      const owner = await catalog.createOwner();
      const first = await store({}, owner);
      if (state === 'infected') await catalog.scans.record(first.versionId, said(state));
      const second = await replace(owner, later(20));
      expect(await catalog.versions.restore(owner, first.id, first.versionId, later(30))).toBe(answer);
      expect(await catalog.files.find(owner, first.id)).toMatchObject({ versionId: second.versionId });
    });

    test('one that is found clean later can be restored', async () => {
      const owner = await catalog.createOwner();
      const first = await store({}, owner);
      await catalog.scans.record(first.versionId, said('infected'));
      await replace(owner, later(20));
      await catalog.scans.record(first.versionId, said('clean', { scannedWith: 'scanner/3' }));
      expect(await catalog.versions.restore(owner, first.id, first.versionId, later(30))).toMatchObject({
        versionId: first.versionId,
        scan: { state: 'clean' },
      });
    });

    test('what waits is found a page at a time', async () => {
      const owner = await catalog.createOwner();
      const files = [];
      for (let count = 0; count < 3; count += 1) files.push(await store({}, owner));
      await catalog.scans.record((await store({}, owner)).versionId, said('clean'));
      const seen: string[] = [];
      for (let after: string | null = null; ;) {
        const page = await catalog.scans.findWaiting({ after, limit: 2 });
        seen.push(...page.filter((found) => found.owner === owner).map((found) => found.versionId));
        after = page.at(-1)?.versionId ?? null;
        if (page.length < 2) break;
      }
      expect(seen).toEqual(files.map((file) => file.versionId).toSorted());
    });

    test('what this scanner has not seen is found, whatever others said of it, and nothing that waits', async () => {
      const owner = await catalog.createOwner();
      const never = await store({ scan: 'unasked' }, owner);
      const old = await store({}, owner);
      await catalog.scans.record(old.versionId, said('clean', { scannedWith: 'scanner/1' }));
      const newer = await store({}, owner);
      await catalog.scans.record(newer.versionId, said('infected', { scannedWith: 'scanner/3' }));
      const seen = await store({}, owner);
      await catalog.scans.record(seen.versionId, said('clean'));
      await store({}, owner);
      expect(await staleOf(owner, 'scanner/2')).toEqual([never.versionId, old.versionId, newer.versionId]);
      await catalog.scans.record(never.versionId, said('unscannable'));
      expect(await staleOf(owner, 'scanner/2')).toEqual([old.versionId, newer.versionId]);
    });

    test('a version that is being purged is left alone', async () => {
      const { owner, id, versionId } = await store();
      await catalog.files.trash(owner, [id], T0);
      await catalog.files.beginPurge(owner, [id]);
      expect(await catalog.scans.findSubject(versionId)).toBeNull();
      expect(await catalog.scans.record(versionId, said('clean'))).toBe(false);
    });
  });
}
