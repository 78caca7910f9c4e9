import { MAX_FOLDER_DEPTH, MAX_TAGS } from '@dawg/contract/limits';
import type { OnConflict } from '@dawg/contract/wire';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVERYTHING } from '../src/files/everything.ts';
import type { StoredFileRecord } from '../src/files/stored-file.ts';
import type { FileSelection, ItemOutcome } from '../src/ports/file-catalog.ts';
import type { FolderOutcome } from '../src/ports/folder-catalog.ts';
import type { CatalogHarness } from './catalog-suite.ts';
import { later, settleInCatalog, storeInCatalog, T0 } from './store-in-catalog.ts';

const UNSEALED = { sealedUntil: null };
const ALL = { after: null, limit: 1000 };

/** The obligations of the ports around the library: the same cases for the twin, PGlite and a PostgreSQL server. */
export function librarySuite(catalogName: string, open: () => Promise<CatalogHarness>): void {
  describe(`the library: ${catalogName}`, () => {
    let catalog: CatalogHarness;
    beforeAll(async () => {
      catalog = await open();
    }, 120_000);
    afterAll(() => catalog.close());

    const store = (owner: string, change: Parameters<typeof storeInCatalog>[2] = {}) =>
      storeInCatalog(catalog, owner, change);
    const folderOf = (outcome: FolderOutcome) => {
      if (!('folder' in outcome)) throw new Error(outcome.kind);
      return outcome.folder;
    };
    const newFolder = async (owner: string, name: string, parentId: string | null = null) =>
      folderOf(
        await catalog.folders.create(owner, {
          id: crypto.randomUUID(),
          name,
          parentId,
          onConflict: 'fail',
          at: T0,
        }),
      );
    const move = (owner: string, id: string, parentId: string | null) =>
      catalog.folders.move(owner, id, { parentId, onConflict: 'fail', at: later(1) });
    const pathOf = async (owner: string, id: string) =>
      (await catalog.folders.findPath(owner, id))?.map(({ name }) => name).join('/');
    const list = async (owner: string, change: Partial<FileSelection> = {}, trashed = false) => {
      const files = await catalog.files.page({
        owner,
        sort: 'fileName',
        order: 'asc',
        after: null,
        limit: 1000,
        selection: { ...EVERYTHING, ...change },
        trashed,
      });
      return files.map((file) => [file.folderPath, file.fileName].filter(Boolean).join('/'));
    };
    const find = async (owner: string, id: string): Promise<StoredFileRecord> => {
      const file = await catalog.files.find(owner, id);
      if (!file) throw new Error('not there');
      return file;
    };
    const kinds = (outcomes: readonly ItemOutcome[]) => outcomes.map(({ kind }) => kind);
    const childNames = async (owner: string, parentId: string | null) =>
      (await catalog.folders.page({ owner, from: { parentId }, after: null, limit: 100 })).map(
        ({ name }) => name,
      );
    /** The ledger, and what it must be by the rows: I1 to the byte. */
    const expectExact = async (owner: string) => {
      const quota = await catalog.quotas.get(owner);
      const sum = async (trashed: boolean) => {
        const files = await catalog.files.page({
          owner,
          sort: 'sizeBytes',
          order: 'asc',
          after: null,
          limit: 10_000,
          selection: EVERYTHING,
          trashed,
        });
        return { files, bytes: files.reduce((total, { sizeBytes }) => total + sizeBytes, 0) };
      };
      const [active, trashed] = [await sum(false), await sum(true)];
      const purging = (await catalog.files.findPurging(ALL)).filter((file) => file.owner === owner);
      let versions = 0;
      for (const { id } of [...active.files, ...trashed.files]) {
        for (const version of (await catalog.versions.list(owner, id)) ?? []) versions += version.sizeBytes;
      }
      for (const { id } of purging) {
        for (const version of await catalog.versions.ofPurgingFile(id)) versions += version.sizeBytes;
      }
      for (const version of await catalog.versions.findPurging(ALL)) {
        if (version.owner === owner) versions += version.sizeBytes;
      }
      const deleting = purging.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
      expect(quota).toMatchObject({
        fileSpace: active.bytes,
        fileCount: active.files.length,
        trashedSpace: trashed.bytes,
        trashedCount: trashed.files.length,
        versionSpace: versions,
        usedSpace: active.bytes + trashed.bytes + versions + deleting,
      });
    };

    describe('folders', () => {
      test('are made in one another, listed by name with what is in them, and found with their path', async () => {
        const owner = await catalog.createOwner();
        const album = await newFolder(owner, 'Album');
        const stems = await newFolder(owner, 'Stems', album.id);
        await newFolder(owner, 'aaa');
        await store(owner, { folderId: album.id, fileName: 'one.wav' });
        expect(await pathOf(owner, stems.id)).toBe('Album/Stems');
        const top = await catalog.folders.page({ owner, from: { parentId: null }, after: null, limit: 10 });
        expect(top.map(({ name, fileCount, folderCount }) => [name, fileCount, folderCount])).toEqual([
          ['aaa', 0, 0],
          ['Album', 1, 1],
        ]);
        const after = { value: 'aaa', id: top[0]?.id ?? '' };
        const rest = await catalog.folders.page({ owner, from: { parentId: null }, after, limit: 10 });
        expect(rest.map(({ id }) => id)).toEqual([album.id]);
      });

      test('of another owner look missing', async () => {
        const [owner, stranger] = [await catalog.createOwner(), await catalog.createOwner()];
        const { id } = await newFolder(owner, 'Album');
        const change = { onConflict: 'fail', at: T0 } as const;
        expect(await catalog.folders.findPath(stranger, id)).toBeNull();
        for (const outcome of [
          await catalog.folders.create(stranger, {
            id: crypto.randomUUID(),
            name: 'x',
            parentId: id,
            ...change,
          }),
          await catalog.folders.rename(stranger, id, { name: 'x', ...change }),
          await catalog.folders.move(stranger, id, { parentId: null, ...change }),
          await catalog.folders.trash(stranger, id, T0),
          await catalog.folders.restore(stranger, id, change),
          await catalog.folders.purge(stranger, id),
        ]) {
          expect(outcome.kind).toBe('folder-not-found');
        }
        const mine = await newFolder(stranger, 'Mine');
        expect((await move(stranger, mine.id, id)).kind).toBe('folder-not-found');
      });

      test.each<['keep-both' | 'skip', string, string]>([
        ['keep-both', 'done', 'ALBUM (2)'],
        ['skip', 'skipped', 'Album'],
      ])('whose name is taken are made by %s as %s', async (onConflict, kind, name) => {
        const owner = await catalog.createOwner();
        await newFolder(owner, 'Album');
        const id = crypto.randomUUID();
        const wanted = { id, name: 'ALBUM', parentId: null, onConflict, at: T0 };
        expect(await catalog.folders.create(owner, wanted)).toMatchObject({ kind, folder: { name } });
        const refused = { ...wanted, id: crypto.randomUUID(), onConflict: 'fail' } as const;
        expect(await catalog.folders.create(owner, refused)).toEqual({ kind: 'name-taken' });
      });

      test('made eight times at once by keep-both have eight names', async () => {
        const owner = await catalog.createOwner();
        await Promise.all(
          Array.from({ length: 8 }, () =>
            catalog.folders.create(owner, {
              id: crypto.randomUUID(),
              name: 'v1.2',
              parentId: null,
              onConflict: 'keep-both',
              at: T0,
            }),
          ),
        );
        const names = await childNames(owner, null);
        expect(names).toEqual(['v1.2', ...[2, 3, 4, 5, 6, 7, 8].map((n) => `v1.2 (${n})`)]);
      });

      test('are renamed and moved, and what is in them is there under the new path', async () => {
        const owner = await catalog.createOwner();
        const [a, b] = [await newFolder(owner, 'A'), await newFolder(owner, 'B')];
        const file = await store(owner, { folderId: a.id, folderPath: 'Deep/Er' });
        expect(file.folderPath).toBe('A/Deep/Er');
        expect((await move(owner, a.id, b.id)).kind).toBe('done');
        const renamed = { name: 'C', onConflict: 'fail', at: T0 } as const;
        expect((await catalog.folders.rename(owner, a.id, renamed)).kind).toBe('done');
        expect((await find(owner, file.id)).folderPath).toBe('B/C/Deep/Er');
        expect((await catalog.folders.rename(owner, a.id, { ...renamed, name: 'c' })).kind).toBe('done');
        await newFolder(owner, 'c');
        expect((await move(owner, a.id, null)).kind).toBe('name-taken');
      });

      test('are not moved into themselves, into what is in them, or below the deepest place', async () => {
        const owner = await catalog.createOwner();
        const a = await newFolder(owner, 'A');
        const b = await newFolder(owner, 'B', a.id);
        expect((await move(owner, a.id, a.id)).kind).toBe('folder-into-itself');
        expect((await move(owner, a.id, b.id)).kind).toBe('folder-into-itself');
        const folderPath = Array.from({ length: MAX_FOLDER_DEPTH }, (_, level) => `d${level}`).join('/');
        const { folderId } = await store(owner, { folderPath });
        const path = (await catalog.folders.findPath(owner, folderId ?? '')) ?? [];
        expect((await move(owner, a.id, path.at(-1)?.id ?? '')).kind).toBe('folder-too-deep');
        expect((await move(owner, a.id, path.at(-2)?.id ?? '')).kind).toBe('folder-too-deep');
        expect((await move(owner, a.id, path.at(-3)?.id ?? '')).kind).toBe('done');
      });

      test('moved into each other at once make no circle', async () => {
        const owner = await catalog.createOwner();
        for (let round = 0; round < 10; round++) {
          const [a, b] = [await newFolder(owner, `a${round}`), await newFolder(owner, `b${round}`)];
          const outcomes = await Promise.all([move(owner, a.id, b.id), move(owner, b.id, a.id)]);
          expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['done', 'folder-into-itself']);
        }
      });

      test('are made once for many files that come in them at once', async () => {
        const owner = await catalog.createOwner();
        await Promise.all(
          Array.from({ length: 12 }, (_, index) =>
            store(owner, { folderPath: index % 2 ? 'Album/Stems' : 'ALBUM/stems', fileName: `${index}.wav` }),
          ),
        );
        expect(await childNames(owner, null)).toHaveLength(1);
        expect(new Set((await list(owner)).map((path) => path.split('/').length))).toEqual(new Set([3]));
      });
    });

    describe('the trash of folders', () => {
      const tree = async () => {
        const owner = await catalog.createOwner();
        const album = await newFolder(owner, 'Album');
        const stems = await newFolder(owner, 'Stems', album.id);
        const before = await store(owner, { folderId: stems.id, fileName: 'before.wav' });
        await catalog.files.trash(owner, [before.id], T0);
        const kick = await store(owner, { folderId: stems.id, fileName: 'kick.wav' });
        await store(owner, { folderId: album.id, fileName: 'mix.wav' });
        await store(owner, { fileName: 'else.wav' });
        return { owner, album, stems, kick, before };
      };

      test('takes all that is in a folder, and gives back what went there with it', async () => {
        const { owner, album } = await tree();
        expect(await catalog.folders.trash(owner, album.id, later(5))).toMatchObject({
          kind: 'done',
          folder: { status: 'trashed', trashedAt: later(5) },
        });
        expect(await list(owner)).toEqual(['else.wav']);
        expect(await list(owner, {}, true)).toHaveLength(3);
        expect(await childNames(owner, null)).toEqual([]);
        const inTrash = await catalog.folders.page({ owner, from: 'trash', after: null, limit: 10 });
        expect(inTrash.map(({ name, folderCount }) => [name, folderCount])).toEqual([['Album', 1]]);
        await expectExact(owner);
        const back = { onConflict: 'keep-both', at: later(6) } as const;
        expect((await catalog.folders.restore(owner, album.id, back)).kind).toBe('done');
        expect(await list(owner)).toEqual(['else.wav', 'Album/Stems/kick.wav', 'Album/mix.wav']);
        expect(await list(owner, {}, true)).toEqual(['Album/Stems/before.wav']);
        await expectExact(owner);
      });

      test('gives a folder back beside one that took its name, and into the nearest living one', async () => {
        const { owner, album, stems } = await tree();
        await catalog.folders.trash(owner, stems.id, later(1));
        await catalog.folders.trash(owner, album.id, later(2));
        await newFolder(owner, 'stems');
        const back = { onConflict: 'fail', at: later(3) } as const;
        expect((await catalog.folders.restore(owner, stems.id, back)).kind).toBe('name-taken');
        expect(await list(owner)).toEqual(['else.wav']);
        const restored = await catalog.folders.restore(owner, stems.id, { ...back, onConflict: 'keep-both' });
        expect(restored).toMatchObject({ kind: 'done', folder: { name: 'Stems (2)', parentId: null } });
        expect(await list(owner)).toEqual(['else.wav', 'Stems (2)/kick.wav']);
      });

      test('gives a file back without its folder, into the nearest living one', async () => {
        const { owner, album, stems, kick } = await tree();
        await catalog.folders.trash(owner, stems.id, later(1));
        const [outcome] = await catalog.files.restore(owner, [kick.id], { onConflict: 'keep-both', at: T0 });
        expect(outcome).toMatchObject({ kind: 'done', file: { folderId: album.id, folderPath: 'Album' } });
      });

      test('loses a folder for good with what went there with it, and keeps what was there before', async () => {
        const { owner, album, before } = await tree();
        expect((await catalog.folders.purge(owner, album.id)).kind).toBe('folder-not-in-trash');
        await catalog.folders.trash(owner, album.id, later(1));
        expect((await catalog.folders.purge(owner, album.id)).kind).toBe('done');
        expect((await catalog.folders.purge(owner, album.id)).kind).toBe('folder-not-found');
        expect(await list(owner, {}, true)).toEqual(['before.wav']);
        expect((await find(owner, before.id)).folderId).toBeNull();
        const purging = (await catalog.files.findPurging(ALL)).filter((file) => file.owner === owner);
        expect(purging.map(({ fileName }) => fileName).toSorted()).toEqual(['kick.wav', 'mix.wav']);
        await expectExact(owner);
        const gone = purging.map(({ id }) => ({ id, ...UNSEALED }));
        expect(await catalog.files.finishPurge(await catalog.createOwner(), gone)).toBe(0);
        expect(await catalog.files.finishPurge(owner, gone)).toBe(2);
        await expectExact(owner);
      });

      test('is emptied of what was moved there by a moment, and of nothing else', async () => {
        const { owner, album, stems } = await tree();
        await catalog.folders.trash(owner, stems.id, later(1000));
        const late = await store(owner, { fileName: 'late.wav' });
        await catalog.files.trash(owner, [late.id], later(3000));
        const emptied = { trashedBy: later(2000), limit: 1 };
        expect(await catalog.trash.findOwners(later(2000), ALL)).toContain(owner);
        let rounds = 0;
        while ((await catalog.trash.beginEmptying(owner, emptied)).taken > 0) rounds++;
        expect(rounds).toBeGreaterThan(0);
        expect(await list(owner, {}, true)).toEqual(['late.wav']);
        expect(await catalog.trash.findOwners(later(2000), ALL)).not.toContain(owner);
        expect(await catalog.trash.findOwners(later(3000), ALL)).toContain(owner);
        expect((await catalog.folders.findPath(owner, album.id))?.length).toBe(1);
        await expectExact(owner);
      });

      test('takes an upload that was begun into a folder to the nearest living one', async () => {
        const { owner, album, stems } = await tree();
        await catalog.folders.trash(owner, stems.id, later(1));
        const late = { folderId: stems.id, folderPath: 'More', fileName: 'late.wav' };
        expect((await store(owner, late)).folderPath).toBe('Album/More');
        await catalog.folders.trash(owner, album.id, later(2));
        await catalog.folders.purge(owner, album.id);
        expect((await catalog.folders.findPath(owner, stems.id))?.length).toBe(1);
      });
    });

    describe('a name that is taken', () => {
      const two = async (onConflict: OnConflict) => {
        const owner = await catalog.createOwner();
        const there = await store(owner, { fileName: 'Mix.wav', checksum: 'AAAAAA==' });
        const wanted = { fileName: 'mix.wav', sizeBytes: 70, checksum: 'y/Q5Jg==', at: later(9), onConflict };
        return { owner, there, settled: await settleInCatalog(catalog, owner, wanted) };
      };

      test('by keep-both has the upload numbered', async () => {
        const { owner, settled } = await two('keep-both');
        expect(settled).toMatchObject({ kind: 'stored', file: { fileName: 'mix (2).wav' } });
        await expectExact(owner);
      });

      test.each(['skip', 'fail'] as const)('by %s has the upload change nothing', async (onConflict) => {
        const { owner, there, settled } = await two(onConflict);
        expect(settled).toEqual({ kind: 'name-taken' });
        expect(await find(owner, there.id)).toEqual(there);
        expect(await catalog.quotas.get(owner)).toMatchObject({ usedSpace: 100, reservedSpace: 70 });
        const place = { folderId: null, folderPath: '', fileName: 'MIX.wav' };
        expect(await catalog.files.findAt(owner, place)).toEqual(there);
      });

      test('by replace has the file take the bytes and keep its id, its name and the bytes it had', async () => {
        const { owner, there, settled } = await two('replace');
        expect(settled).toMatchObject({
          kind: 'stored',
          file: {
            id: there.id,
            fileName: 'Mix.wav',
            sizeBytes: 70,
            checksum: 'y/Q5Jg==',
            uploadedAt: later(9),
          },
        });
        expect(await catalog.versions.list(owner, there.id)).toMatchObject([
          { id: there.versionId, sizeBytes: 100, checksum: 'AAAAAA==', uploadedAt: T0, replacedAt: later(9) },
        ]);
        expect(await catalog.quotas.get(owner)).toMatchObject({
          usedSpace: 170,
          fileSpace: 70,
          versionSpace: 100,
        });
        await expectExact(owner);
      });

      test('is replaced by four at once: one file, three versions and what was there, exact to the byte', async () => {
        const owner = await catalog.createOwner();
        const first = await store(owner);
        const sizes = [1, 20, 300, 4000];
        await Promise.all(sizes.map((sizeBytes) => store(owner, { sizeBytes, onConflict: 'replace' })));
        expect(await list(owner)).toEqual(['mix.wav']);
        expect(await catalog.versions.list(owner, first.id)).toHaveLength(4);
        expect(await catalog.quotas.get(owner)).toMatchObject({ usedSpace: 4421, reservedSpace: 0 });
        await expectExact(owner);
      });

      test.each<[OnConflict, string, string[], string[]]>([
        ['fail', 'name-taken', ['here/mix.wav', 'mix.wav'], []],
        ['skip', 'skipped', ['here/mix.wav', 'mix.wav'], []],
        ['keep-both', 'done', ['here/mix (2).wav', 'here/mix.wav'], []],
        ['replace', 'done', ['here/mix.wav'], ['here/mix.wav']],
      ])('in a folder has a moved file by %s: %s', async (onConflict, kind, active, trashed) => {
        const owner = await catalog.createOwner();
        const here = await newFolder(owner, 'here');
        const there = await store(owner, { folderId: here.id });
        const moved = await store(owner);
        const change = { folderId: here.id, onConflict, at: later(1) };
        expect(await catalog.files.move(owner, [moved.id], change)).toMatchObject([{ kind }]);
        expect((await list(owner)).toSorted()).toEqual(active);
        expect(await list(owner, {}, true)).toEqual(trashed);
        if (onConflict === 'replace') expect((await find(owner, there.id)).status).toBe('trashed');
        await expectExact(owner);
      });

      test('in a folder is kept by files that are asked for together, also one transaction after the other', async () => {
        const owner = await catalog.createOwner();
        const [album, monday] = [await newFolder(owner, 'album'), await newFolder(owner, 'monday')];
        const [a, b] = [await store(owner), await store(owner, { folderId: monday.id })];
        const together = new Set([a.id, b.id]);
        const change = { folderId: album.id, onConflict: 'replace', at: later(1), together } as const;
        for (const { id } of [a, b]) await catalog.files.move(owner, [id], change);
        expect((await list(owner)).toSorted()).toEqual(['album/mix (2).wav', 'album/mix.wav']);
        await catalog.files.trash(owner, [a.id, b.id], later(2));
        await catalog.files.restore(owner, [b.id], change);
        await catalog.files.restore(owner, [a.id], change);
        expect(await list(owner)).toHaveLength(2);
      });

      test('by another file gives way to a renamed one where replace is asked for', async () => {
        const owner = await catalog.createOwner();
        const [a, b] = [await store(owner, { fileName: 'a.wav' }), await store(owner, { fileName: 'b.wav' })];
        const rename = (onConflict: OnConflict) =>
          catalog.files.rename(owner, a.id, { fileName: 'B.wav', onConflict, at: later(1) });
        expect(await rename('fail')).toEqual({ kind: 'name-taken' });
        expect(await rename('replace')).toMatchObject({ kind: 'done', file: { fileName: 'B.wav' } });
        expect((await find(owner, b.id)).status).toBe('trashed');
      });
    });

    describe('versions', () => {
      const replaced = async () => {
        const owner = await catalog.createOwner();
        const first = await store(owner, { sizeBytes: 10 });
        const second = await store(owner, { sizeBytes: 20, onConflict: 'replace', at: later(1) });
        return { owner, first, second };
      };

      test('are restored: the bytes change places, the ids stay theirs, the space is the same', async () => {
        const { owner, first, second } = await replaced();
        const restored = await catalog.versions.restore(owner, first.id, first.versionId, later(2));
        expect(restored).toMatchObject({
          id: first.id,
          versionId: first.versionId,
          storageKey: first.storageKey,
          sizeBytes: 10,
          uploadedAt: T0,
        });
        expect(await catalog.versions.list(owner, first.id)).toMatchObject([
          { id: second.versionId, sizeBytes: 20, storageKey: second.storageKey, replacedAt: later(2) },
        ]);
        expect(await catalog.versions.restore(owner, first.id, first.versionId, T0)).toBe(
          'version-not-found',
        );
        await expectExact(owner);
      });

      test('of another owner’s file, or of another file, look missing', async () => {
        const { owner, first } = await replaced();
        const stranger = await catalog.createOwner();
        expect(await catalog.versions.list(stranger, first.id)).toBeNull();
        expect(await catalog.versions.restore(stranger, first.id, first.versionId, T0)).toBe(
          'file-not-found',
        );
        expect(await catalog.versions.beginPurge(stranger, first.id, first.versionId)).toBeNull();
        const mine = await store(stranger);
        expect(await catalog.versions.restore(stranger, mine.id, first.versionId, T0)).toBe(
          'version-not-found',
        );
        expect(await catalog.versions.beginPurge(stranger, mine.id, first.versionId)).toBeNull();
        expect(await catalog.versions.list(owner, first.id)).toHaveLength(1);
      });

      test('are purged: they look missing at once, and give their bytes back once', async () => {
        const { owner, first } = await replaced();
        expect(await catalog.versions.finishPurge(first.versionId, UNSEALED)).toBe(false);
        const begun = await catalog.versions.beginPurge(owner, first.id, first.versionId);
        expect(begun).toMatchObject({ storageKey: first.storageKey });
        expect(await catalog.versions.list(owner, first.id)).toEqual([]);
        expect(await catalog.versions.restore(owner, first.id, first.versionId, T0)).toBe(
          'version-not-found',
        );
        expect((await catalog.versions.findPurging(ALL)).map(({ id }) => id)).toContain(first.versionId);
        expect(await catalog.quotas.get(owner)).toMatchObject({ usedSpace: 30 });
        const finished = await Promise.all(
          [1, 2, 3].map(() => catalog.versions.finishPurge(first.versionId, UNSEALED)),
        );
        expect(finished.filter(Boolean)).toHaveLength(1);
        expect(await catalog.quotas.get(owner)).toMatchObject({ usedSpace: 20, versionSpace: 0 });
        await expectExact(owner);
      });

      test('go before their file does', async () => {
        const { owner, first } = await replaced();
        await catalog.files.trash(owner, [first.id], T0);
        await catalog.files.beginPurge(owner, [first.id]);
        await expect(catalog.files.finishPurge(owner, [{ id: first.id, ...UNSEALED }])).rejects.toThrow();
        const versions = await catalog.versions.ofPurgingFile(first.id);
        expect(versions.map(({ id }) => id)).toEqual([first.versionId]);
        for (const { id } of versions) await catalog.versions.finishPurge(id, UNSEALED);
        expect(await catalog.files.finishPurge(owner, [{ id: first.id, ...UNSEALED }])).toBe(1);
        expect(await catalog.quotas.get(owner)).toMatchObject({ usedSpace: 0, versionSpace: 0 });
      });
    });

    describe('many files', () => {
      test('are answered one by one, in order, and a call may be repeated', async () => {
        const [owner, stranger] = [await catalog.createOwner(), await catalog.createOwner()];
        const [a, b] = [await store(owner, { fileName: 'a.wav' }), await store(owner, { fileName: 'b.wav' })];
        const foreign = await store(stranger);
        const ids = [b.id, crypto.randomUUID(), foreign.id, a.id];
        const expected = ['done', 'not-found', 'not-found', 'done'];
        expect(kinds(await catalog.files.beginPurge(owner, ids))).toEqual([
          'not-in-trash', 'not-found', 'not-found', 'not-in-trash',
        ]); // prettier-ignore
        for (let call = 0; call < 2; call++)
          expect(kinds(await catalog.files.trash(owner, ids, T0))).toEqual(expected);
        await expectExact(owner);
        for (let call = 0; call < 2; call++)
          expect(kinds(await catalog.files.restore(owner, ids, { onConflict: 'fail', at: T0 }))).toEqual(
            expected,
          );
        await catalog.files.trash(owner, ids, T0);
        for (let call = 0; call < 2; call++)
          expect(kinds(await catalog.files.beginPurge(owner, ids))).toEqual(expected);
        await expectExact(owner);
        expect((await catalog.files.find(stranger, foreign.id))?.status).toBe('active');
      });

      test('of one name are moved together and kept all', async () => {
        const owner = await catalog.createOwner();
        const here = await newFolder(owner, 'here');
        const files = await Promise.all(
          ['x', 'y', 'z'].map((folderPath) => store(owner, { folderPath, fileName: 'kick.wav' })),
        );
        const ids = files.map(({ id }) => id);
        const change = { folderId: here.id, onConflict: 'replace', at: T0 } as const;
        expect(await catalog.files.move(owner, ids, change)).toMatchObject([
          { kind: 'done', file: { fileName: 'kick.wav' } },
          { kind: 'done', file: { fileName: 'kick (2).wav' } },
          { kind: 'done', file: { fileName: 'kick (3).wav' } },
        ]);
        expect(await catalog.files.move(owner, ids, { ...change, folderId: crypto.randomUUID() })).toBe(
          'folder-not-found',
        );
      });

      test('are tagged, and one that has all it may have is not', async () => {
        const owner = await catalog.createOwner();
        const [a, full] = [await store(owner), await store(owner)];
        const tags = Array.from({ length: MAX_TAGS }, (_, index) => `t${index}`);
        await catalog.files.describe(owner, full.id, { tags, at: T0 });
        await catalog.files.describe(owner, a.id, { tags: ['Old', 'Drums'], at: T0 });
        const change = { add: ['drums', 'New'], remove: ['OLD'], at: later(1) };
        expect(await catalog.files.tag(owner, [a.id, full.id, crypto.randomUUID()], change)).toMatchObject([
          { kind: 'done', file: { tags: ['Drums', 'New'], updatedAt: later(1) } },
          { kind: 'too-many-tags' },
          { kind: 'not-found' },
        ]);
        expect((await find(owner, full.id)).tags).toEqual(tags);
      });
    });

    describe('what is said about a file', () => {
      test('is kept, and what is left out stays', async () => {
        const [owner, stranger] = [await catalog.createOwner(), await catalog.createOwner()];
        const { id } = await store(owner);
        const said = {
          tags: ['Drums', 'rough mix'],
          metadata: { provider: 'x "y" \\z', empty: '' },
          isFavourite: true,
          isPublic: true,
          projectId: 'p-1',
        };
        const { isPublic: _, ...kept } = said;
        expect(await catalog.files.describe(owner, id, { ...said, at: later(1) })).toMatchObject(kept);
        expect(await catalog.files.describe(owner, id, { projectId: null, at: later(2) })).toMatchObject({
          ...kept,
          publicToken: expect.any(String),
          projectId: null,
          updatedAt: later(2),
        });
        expect(await find(owner, id)).toMatchObject({ ...kept, projectId: null });
        expect(await catalog.files.describe(stranger, id, { isPublic: false, at: T0 })).toBeNull();
      });
    });

    describe('a public file', () => {
      test('is found by its token while it is public and active, whatever bytes it has', async () => {
        const [owner, id] = await (async () => {
          const made = await catalog.createOwner();
          return [made, (await store(made)).id] as const;
        })();
        const describeAs = async (isPublic: boolean) =>
          (await catalog.files.describe(owner, id, { isPublic, at: later(1) }))?.publicToken ?? null;
        const token = (await describeAs(true)) ?? '';
        expect(token).toMatch(/^[\w-]{43,}$/);
        expect(await catalog.files.findPublic(token)).toMatchObject({ id, owner });
        expect(await catalog.files.findPublic(`${token}x`)).toBeNull();
        expect(await describeAs(true)).toBe(token);
        expect(await store(owner, { onConflict: 'replace' })).toMatchObject({ id, publicToken: token });
        await catalog.files.trash(owner, [id], later(2));
        expect(await catalog.files.findPublic(token)).toBeNull();
        await catalog.files.restore(owner, [id], { onConflict: 'fail', at: later(3) });
        expect(await catalog.files.findPublic(token)).toMatchObject({ id });
        expect(await describeAs(false)).toBeNull();
        expect(await catalog.files.findPublic(token)).toBeNull();
        expect(await describeAs(true)).not.toBe(token);
      });
    });

    describe('what an upload says of its file', () => {
      test('is kept with it; of one whose bytes are replaced, what it does not say stays', async () => {
        const owner = await catalog.createOwner();
        const description = { tags: ['Drums'], metadata: { b: '1', a: '' }, isPublic: true };
        const file = await store(owner, { description });
        const { isPublic: _, ...texts } = description;
        expect(file).toMatchObject({ ...texts, publicToken: expect.any(String) });
        expect(await list(owner, { tagKey: 'drums' })).toEqual(['mix.wav']);
        const replaced = await store(owner, { description: { tags: [] }, onConflict: 'replace' });
        expect(replaced).toMatchObject({
          tags: [],
          metadata: { b: '1', a: '' },
          publicToken: file.publicToken,
        });
        expect(await list(owner, { tagKey: 'drums' })).toEqual([]);
      });
    });

    describe('what is below a folder', () => {
      test('are its active files and those of active folders in it, by path, as many as are asked for', async () => {
        const [owner, stranger] = [await catalog.createOwner(), await catalog.createOwner()];
        const album = await newFolder(owner, 'Album');
        const paths = async (folderId: string, limit = 10, who = owner) =>
          (await catalog.files.findBelow(who, folderId, limit))?.map(({ folderPath, fileName }) =>
            [folderPath, fileName].join('/'),
          ) ?? null;
        expect(await paths(album.id)).toEqual([]);
        await store(owner, { folderId: album.id, fileName: 'z.wav' });
        await store(owner, { folderId: album.id, folderPath: 'Stems/Drums', fileName: 'kick.wav' });
        await store(owner, { folderId: album.id, folderPath: 'stems', fileName: 'A.wav' });
        const old = await store(owner, { folderId: album.id, folderPath: 'Old', fileName: 'gone.wav' });
        await catalog.folders.trash(owner, old.folderId ?? '', later(1));
        const trashed = await store(owner, { folderId: album.id, fileName: 'b.wav' });
        await catalog.files.trash(owner, [trashed.id], later(1));
        await store(owner, { fileName: 'elsewhere.wav' });
        expect(await paths(album.id)).toEqual([
          'Album/Stems/A.wav',
          'Album/Stems/Drums/kick.wav',
          'Album/z.wav',
        ]);
        expect(await paths(album.id, 2)).toHaveLength(2);
        expect(await paths(album.id, 10, stranger)).toBeNull();
        expect(await paths(crypto.randomUUID())).toBeNull();
        expect(await paths(old.folderId ?? '')).toBeNull();
      });
    });

    describe('a listing', () => {
      let owner = '';
      let folderId = '';
      beforeAll(async () => {
        owner = await catalog.createOwner();
        folderId = (await newFolder(owner, 'Drums')).id;
        const files = [
          await store(owner, { folderId, fileName: 'kick.wav', sizeBytes: 10 }),
          await store(owner, { folderId, fileName: 'snare.wav', sizeBytes: 20, at: later(1000) }),
          await store(owner, {
            fileName: 'song.mp3',
            contentType: 'audio/mpeg',
            sizeBytes: 30,
            projectId: 'p',
          }),
        ];
        const describe = (index: number, change: object) =>
          catalog.files.describe(owner, files[index]?.id ?? '', { ...change, at: T0 });
        await describe(0, { tags: ['Perkussion', '50%'], isFavourite: true });
        await describe(2, { tags: ['finished'] });
      });

      test.each<[string, () => Partial<FileSelection>, string[]]>([
        ['by a folder', () => ({ folder: { id: folderId } }), ['Drums/kick.wav', 'Drums/snare.wav']],
        ['to the top', () => ({ folder: { id: null } }), ['song.mp3']],
        ['by part of a name', () => ({ search: 'nar' }), ['Drums/snare.wav']],
        ['by part of a tag', () => ({ search: 'kuss' }), ['Drums/kick.wav']],
        ['by a search of one letter', () => ({ search: 'g' }), ['song.mp3']],
        ['by a search with the database’s own signs', () => ({ search: '0%' }), ['Drums/kick.wav']],
        ['by a tag in any case', () => ({ tagKey: 'perkussion' }), ['Drums/kick.wav']],
        ['by part of a tag as a tag', () => ({ tagKey: 'perk' }), []],
        ['by type', () => ({ contentType: 'audio/mpeg' }), ['song.mp3']],
        ['by project', () => ({ projectId: 'p' }), ['song.mp3']],
        ['to favourites', () => ({ isFavourite: true }), ['Drums/kick.wav']],
        ['to others', () => ({ isFavourite: false }), ['Drums/snare.wav', 'song.mp3']],
        ['by size', () => ({ sizeBytes: { from: 20, to: 30 } }), ['Drums/snare.wav', 'song.mp3']],
        ['by time', () => ({ uploadedAt: { from: later(1), to: later(1001) } }), ['Drums/snare.wav']],
        [
          'by time up to a moment',
          () => ({ uploadedAt: { from: T0, to: later(1000) } }),
          ['Drums/kick.wav', 'song.mp3'],
        ],
        ['by a duration nobody knows', () => ({ durationSeconds: { from: 0, to: null } }), []],
        [
          'by several at once',
          () => ({ folder: { id: folderId }, search: 'wav', sizeBytes: { from: 11, to: null } }),
          ['Drums/snare.wav'],
        ],
      ])('is narrowed %s', async (_how, selection, expected) => {
        expect(await list(owner, selection())).toEqual(expected);
      });
    });

    describe('files with the same bytes', () => {
      test('are found by size and checksum, within one owner, and grouped from the largest down', async () => {
        const [owner, stranger] = [await catalog.createOwner(), await catalog.createOwner()];
        await store(stranger, { checksum: 'y/Q5Jg==' });
        const names = async (sizeBytes: number, checksum: string) =>
          (await catalog.statistics.findCopies(owner, { sizeBytes, checksum }, 10)).map(
            (file) => file.fileName,
          );
        await store(owner, { fileName: 'a.wav', checksum: 'y/Q5Jg==', at: later(2) });
        await store(owner, { fileName: 'b.wav', checksum: 'y/Q5Jg==', at: later(1) });
        await store(owner, { fileName: 'c.wav', checksum: 'AAAAAQ==' });
        for (const fileName of ['d.wav', 'e.wav', 'f.wav']) await store(owner, { fileName, sizeBytes: 500 });
        const gone = await store(owner, { fileName: 'g.wav', checksum: 'AAAAAQ==' });
        await catalog.files.trash(owner, [gone.id], T0);
        expect(await names(100, 'y/Q5Jg==')).toEqual(['b.wav', 'a.wav']);
        expect(await names(101, 'y/Q5Jg==')).toEqual([]);
        const page = { after: null, limit: 10, filesEach: 2 };
        const groups = await catalog.statistics.duplicates(owner, page);
        expect(groups.map(({ sizeBytes, fileCount, files }) => [sizeBytes, fileCount, files.length])).toEqual(
          [
            [500, 3, 2],
            [100, 2, 2],
          ],
        );
        const [first] = groups;
        const after = first ? { sizeBytes: first.sizeBytes, checksum: first.checksum } : null;
        expect(await catalog.statistics.duplicates(owner, { ...page, after })).toEqual(groups.slice(1));
      });
    });

    test('figures are by type, project and month, and agree with the ledger', async () => {
      const owner = await catalog.createOwner();
      await store(owner, { sizeBytes: 10, projectId: 'p' });
      await store(owner, { sizeBytes: 20, at: new Date('2026-04-01T00:00:00.000Z') });
      await store(owner, { sizeBytes: 30, fileName: 'a.mp3', contentType: 'audio/mpeg', projectId: 'p' });
      const gone = await store(owner, { sizeBytes: 40, fileName: 'gone.wav' });
      await catalog.files.trash(owner, [gone.id], T0);
      const { byType, byProject, byMonth, ...total } = await catalog.statistics.totals(owner);
      expect(total).toEqual({ fileCount: 3, sizeBytes: 60 });
      expect(new Set(byType)).toEqual(
        new Set([
          { contentType: 'audio/wav', fileCount: 2, sizeBytes: 30 },
          { contentType: 'audio/mpeg', fileCount: 1, sizeBytes: 30 },
        ]),
      );
      expect(new Set(byProject)).toEqual(
        new Set([
          { projectId: 'p', fileCount: 2, sizeBytes: 40 },
          { projectId: null, fileCount: 1, sizeBytes: 20 },
        ]),
      );
      expect(new Set(byMonth)).toEqual(
        new Set([
          { month: '2026-03', fileCount: 2, sizeBytes: 40 },
          { month: '2026-04', fileCount: 1, sizeBytes: 20 },
        ]),
      );
      expect(await catalog.quotas.get(owner)).toMatchObject({
        fileSpace: 60,
        fileCount: 3,
        trashedSpace: 40,
      });
      await expectExact(owner);
    });
  });
}
