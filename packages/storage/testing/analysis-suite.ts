import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVERYTHING } from '../src/files/everything.ts';
import type { Finding } from '../src/ports/analysis-catalog.ts';
import { someFacts } from './audio-facts.ts';
import type { CatalogHarness } from './catalog-suite.ts';
import { later, storeInCatalog, T0 } from './store-in-catalog.ts';

const WAVEFORM = Uint8Array.from([0, 128, 255]);

function ready(change: Parameters<typeof someFacts>[0] = {}): Finding {
  return { state: 'ready', facts: someFacts(change), waveform: WAVEFORM, artefacts: ['peaks', 'cover'] };
}

function rejection(id: string = crypto.randomUUID()) {
  return { id, code: 'not-audio', reason: 'It is a picture.', at: later(5) };
}

/** The obligations of the port that keeps what is known of sound: the same cases for the twin and the database. */
export function analysisSuite(catalogName: string, open: () => Promise<CatalogHarness>): void {
  describe(`what is known of sound: ${catalogName}`, () => {
    let catalog: CatalogHarness;
    beforeAll(async () => {
      catalog = await open();
    }, 120_000);
    afterAll(() => catalog.close());

    const store = async (change: Parameters<typeof storeInCatalog>[2] = {}, owner?: string) =>
      storeInCatalog(catalog, owner ?? (await catalog.createOwner()), change);
    const replace = (owner: string, at: Date) => store({ onConflict: 'replace', at }, owner);

    test('a version that is audio is pending from the moment it is stored', async () => {
      const file = await store();
      expect(file.audio).toEqual({ state: 'pending', waveform: null });
      expect(await catalog.analyses.findSubject(file.versionId)).toEqual({
        versionId: file.versionId,
        owner: file.owner,
        fileName: 'mix.wav',
        contentType: 'audio/wav',
        sizeBytes: 100,
        storageKey: file.storageKey,
        state: 'pending',
      });
    });

    test('what is not audio is not looked at', async () => {
      const file = await store({ contentType: 'application/octet-stream', fileName: 'mix.dawgproject' });
      expect(file.audio).toBeNull();
      expect(await catalog.analyses.findSubject(file.versionId)).toBeNull();
      expect(await catalog.analyses.findOfVersion(file.owner, file.versionId)).toBeNull();
    });

    test('what was found shows in the file, and its texts are searched', async () => {
      const { owner, id, versionId } = await store();
      expect(
        await catalog.analyses.record(versionId, ready({ durationSeconds: 12.5, title: 'Änderung' })),
      ).toBe(true);
      expect(await catalog.files.find(owner, id)).toMatchObject({
        durationSeconds: 12.5,
        audio: { state: 'ready', waveform: 'AID/' },
      });
      expect(await catalog.analyses.findOfVersion(owner, versionId)).toEqual({
        state: 'ready',
        facts: someFacts({ durationSeconds: 12.5, title: 'Änderung' }),
        artefacts: ['peaks', 'cover'],
      });
      const page = { owner, sort: 'fileName', order: 'asc', after: null, limit: 10, trashed: false } as const;
      const found = await catalog.files.page({ ...page, selection: { ...EVERYTHING, search: 'änder' } });
      expect(found.map((file) => file.id)).toEqual([id]);
    });

    test('it may be noted again', async () => {
      const { owner, id, versionId } = await store();
      await catalog.analyses.record(versionId, ready({ durationSeconds: 1 }));
      await catalog.analyses.record(versionId, ready({ durationSeconds: 2 }));
      expect(await catalog.files.find(owner, id)).toMatchObject({ durationSeconds: 2 });
    });

    test.each(['no-engine', 'failed'] as const)('a file stays where the work ended as %s', async (state) => {
      const { owner, id, versionId } = await store();
      expect(await catalog.analyses.record(versionId, { state })).toBe(true);
      expect(await catalog.files.find(owner, id)).toMatchObject({ audio: { state, waveform: null } });
    });

    test('versions in a state are found a page at a time', async () => {
      const owner = await catalog.createOwner();
      const files = [];
      for (let count = 0; count < 3; count += 1) files.push(await store({}, owner));
      for (const { versionId } of files) await catalog.analyses.record(versionId, { state: 'no-engine' });
      const seen: string[] = [];
      for (let after: string | null = null; ;) {
        const page = await catalog.analyses.findInState(['no-engine'], { after, limit: 2 });
        seen.push(...page.filter((found) => found.owner === owner).map((found) => found.versionId));
        after = page.at(-1)?.versionId ?? null;
        if (page.length < 2) break;
      }
      expect(seen).toEqual(files.map((file) => file.versionId).toSorted());
    });

    test('what is known goes with the version, and comes back with it', async () => {
      const owner = await catalog.createOwner();
      const first = await store({}, owner);
      await catalog.analyses.record(first.versionId, ready({ durationSeconds: 7 }));
      const second = await replace(owner, later(1));
      expect(second).toMatchObject({ id: first.id, durationSeconds: null, audio: { state: 'pending' } });
      // Also where the work ends after the bytes were replaced.
      await catalog.analyses.record(second.versionId, ready({ durationSeconds: 9 }));
      await replace(owner, later(2));
      const back = await catalog.versions.restore(owner, first.id, first.versionId, later(3));
      expect(back).toMatchObject({ durationSeconds: 7, audio: { state: 'ready' } });
    });

    test('a rejected file is gone from the library, charged for until its bytes are, and noted', async () => {
      const { owner, id, versionId } = await store({ folderPath: 'Takes' });
      const noted = rejection();
      const outcome = await catalog.analyses.reject(versionId, noted);
      expect(outcome).toMatchObject({ kind: 'file', file: { id, status: 'purging' } });
      expect(await catalog.files.find(owner, id)).toBeNull();
      expect((await catalog.quotas.get(owner)).usedSpace).toBe(100);
      expect(await catalog.analyses.listRejected(owner, 10)).toEqual([
        {
          id: noted.id,
          fileId: id,
          fileName: 'mix.wav',
          folderPath: 'Takes',
          sizeBytes: 100,
          code: 'not-audio',
          reason: 'It is a picture.',
          rejectedAt: later(5),
        },
      ]);
      expect(await catalog.files.finishPurge(owner, [{ id, sealedUntil: null }])).toBe(1);
      expect((await catalog.quotas.get(owner)).usedSpace).toBe(0);
      expect(await catalog.analyses.findSubject(versionId)).toBeNull();
      expect(await catalog.analyses.record(versionId, ready())).toBe(false);
    });

    test('where a rejected version took the place of another, that one is the present one again', async () => {
      const owner = await catalog.createOwner();
      const first = await store({}, owner);
      await catalog.analyses.record(first.versionId, ready({ durationSeconds: 7 }));
      const second = await replace(owner, later(1));
      const outcome = await catalog.analyses.reject(second.versionId, rejection());
      expect(outcome).toMatchObject({ kind: 'version', version: { id: second.versionId } });
      expect(await catalog.files.find(owner, first.id)).toMatchObject({
        versionId: first.versionId,
        storageKey: first.storageKey,
        durationSeconds: 7,
        audio: { state: 'ready' },
      });
      expect(await catalog.versions.list(owner, first.id)).toEqual([]);
      expect(await catalog.versions.finishPurge(second.versionId, { sealedUntil: null })).toBe(true);
      expect((await catalog.quotas.get(owner)).usedSpace).toBe(100);
    });

    test('an earlier version that is rejected goes alone', async () => {
      const owner = await catalog.createOwner();
      const first = await store({}, owner);
      const second = await replace(owner, later(1));
      const outcome = await catalog.analyses.reject(first.versionId, rejection());
      expect(outcome).toMatchObject({ kind: 'version', version: { id: first.versionId } });
      expect(await catalog.files.find(owner, first.id)).toMatchObject({ versionId: second.versionId });
    });

    test('a rejection happens once', async () => {
      const { owner, versionId } = await store();
      await catalog.analyses.reject(versionId, rejection());
      expect(await catalog.analyses.reject(versionId, rejection())).toEqual({ kind: 'gone' });
      expect(await catalog.analyses.listRejected(owner, 10)).toHaveLength(1);
    });

    test('nobody sees what is known of the files of others, nor dismisses their notes', async () => {
      const { owner, versionId } = await store();
      const stranger = await catalog.createOwner();
      expect(await catalog.analyses.findOfVersion(stranger, versionId)).toBeNull();
      const noted = rejection();
      await catalog.analyses.reject(versionId, noted);
      expect(await catalog.analyses.listRejected(stranger, 10)).toEqual([]);
      await catalog.analyses.dismissRejected(stranger, [noted.id]);
      expect(await catalog.analyses.listRejected(owner, 10)).toHaveLength(1);
      await catalog.analyses.dismissRejected(owner, [noted.id]);
      expect(await catalog.analyses.listRejected(owner, 10)).toEqual([]);
    });

    test('a version that is being purged is left alone', async () => {
      const { owner, id, versionId } = await store();
      await catalog.files.trash(owner, [id], T0);
      await catalog.files.beginPurge(owner, [id]);
      expect(await catalog.analyses.findSubject(versionId)).toBeNull();
      expect(await catalog.analyses.record(versionId, ready())).toBe(false);
      expect(await catalog.analyses.reject(versionId, rejection())).toEqual({ kind: 'gone' });
    });
  });
}
