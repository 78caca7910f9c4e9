import { DEFAULT_QUOTA_BYTES } from '@dawg/contract/limits';
import type { FileSort, SortOrder } from '@dawg/contract/wire';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVERYTHING } from '../src/files/everything.ts';
import type { StoredFileRecord } from '../src/files/stored-file.ts';
import { sortValue } from '../src/files/list-files.ts';
import type { FilePageRequest, FileSelection, ItemOutcome } from '../src/ports/file-catalog.ts';
import type { Catalogs } from '../src/ports/ports.ts';
import type { TicketPurpose } from '../src/ports/ticket-catalog.ts';
import type { UploadDraft } from '../src/ports/upload-catalog.ts';

export interface CatalogHarness extends Catalogs {
  /** Makes a user with this quota in bytes and answers the id. */
  createOwner(totalLimit?: number): Promise<string>;
  close(): Promise<void>;
}

const T0 = new Date('2026-03-01T12:00:00.000Z');
const later = (ms: number) => new Date(T0.getTime() + ms);
const HOUR = 3_600_000;
const OPEN = { maxOpenSessions: 1000 };
/** What an owner's abort at T0 does. */
const ABORT = { by: { kind: 'owner', now: T0 }, ending: 'aborted', failure: null } as const;
const UNSEALED = { sealedUntil: null };
const ALL = { after: null, limit: 1000 };

/** The obligations of the catalog ports: the same cases for the twin, PGlite and a PostgreSQL server. */
export function catalogSuite(catalogName: string, open: () => Promise<CatalogHarness>): void {
  describe(`the catalog: ${catalogName}`, () => {
    let catalog: CatalogHarness;
    beforeAll(async () => {
      catalog = await open();
    }, 120_000);
    afterAll(() => catalog.close());

    const draft = (owner: string, change: Partial<UploadDraft> = {}): UploadDraft => ({
      id: crypto.randomUUID(),
      owner,
      idempotencyKey: crypto.randomUUID(),
      fileName: 'mix.wav',
      folderId: null,
      folderPath: '',
      onConflict: 'keep-both',
      contentType: 'audio/wav',
      sizeBytes: 100,
      isCeiling: false,
      transfer: 'multipart',
      partSizeBytes: 8_388_608,
      lastModified: 1_770_000_000_123,
      projectId: null,
      description: {},
      storageKey: `uploads/${crypto.randomUUID()}`,
      signedChecksums: new Map(),
      createdAt: T0,
      expiresAt: later(HOUR),
      ...change,
    });
    const ledger = async (owner: string) => {
      const { usedSpace, reservedSpace, trashedSpace, fileCount } = await catalog.quotas.get(owner);
      return { usedSpace, reservedSpace, trashedSpace, fileCount };
    };
    const reserve = async (owner: string, change: Partial<UploadDraft> = {}) => {
      const outcome = await catalog.uploads.reserve(draft(owner, change), OPEN);
      if (outcome.kind !== 'reserved') throw new Error(outcome.kind);
      return outcome.session;
    };
    const uploading = async (owner: string, change: Partial<UploadDraft> = {}) => {
      const session = await reserve(owner, change);
      return (await catalog.uploads.attach(session.id, 'm-1')) ?? session;
    };
    const lease = (id: string, leaseId: string, now = T0, claimedBytes: number | null = null) =>
      catalog.uploads.lease(id, {
        leaseId,
        now,
        until: new Date(now.getTime() + 1000),
        checksum: 'AAAAAA==',
        claimedBytes,
      });
    const storeFile = async (
      owner: string,
      change: Partial<UploadDraft> = {},
      at = T0,
    ): Promise<StoredFileRecord> => {
      const session = await uploading(owner, change);
      await lease(session.id, 'l');
      const settled = await catalog.uploads.settle(session.id, 'l', {
        id: crypto.randomUUID(),
        versionId: crypto.randomUUID(),
        checksum: 'AAAAAA==',
        at,
        putUntil: null,
        scan: 'unasked' as const,
      });
      if (settled.kind !== 'stored') throw new Error(settled.kind);
      return settled.file;
    };

    /** The file after a change, or the word for why there was none. */
    const answerOf = (outcomes: readonly ItemOutcome[]): StoredFileRecord | string => {
      const [outcome] = outcomes;
      return outcome && 'file' in outcome ? outcome.file : (outcome?.kind ?? 'not-found');
    };
    const trash = async (owner: string, id: string, at: Date) =>
      answerOf(await catalog.files.trash(owner, [id], at));
    const restore = async (owner: string, id: string, at: Date) =>
      answerOf(await catalog.files.restore(owner, [id], { onConflict: 'keep-both', at }));
    const beginPurge = async (owner: string, id: string) =>
      answerOf(await catalog.files.beginPurge(owner, [id]));
    const renameFile = async (
      owner: string,
      id: string,
      change: { readonly fileName: string; readonly at: Date },
    ) => answerOf([await catalog.files.rename(owner, id, { onConflict: 'fail', ...change })]);

    test('many files are found at once, in the order asked for, if they are active and the owner’s', async () => {
      const [owner, stranger] = [await catalog.createOwner(), await catalog.createOwner()];
      const [first, second, trashed] = [
        await storeFile(owner),
        await storeFile(owner),
        await storeFile(owner),
      ];
      const foreign = await storeFile(stranger);
      await catalog.files.trash(owner, [trashed.id], T0);
      const asked = [second.id, foreign.id, crypto.randomUUID(), trashed.id, first.id];
      expect(await catalog.files.findActive(owner, asked)).toEqual([second, first]);
      expect(await catalog.files.findActive(owner, [])).toEqual([]);
    });

    describe('a ticket', () => {
      const issue = async (purpose: TicketPurpose) => {
        const owner = await catalog.createOwner();
        const fileIds = [crypto.randomUUID(), crypto.randomUUID()];
        const folderId = purpose === 'zip' ? crypto.randomUUID() : null;
        const draft = { owner, purpose, fileIds, folderId, createdAt: T0, expiresAt: later(HOUR) };
        return { draft, token: await catalog.tickets.issue(draft) };
      };

      test('is found by its token until it expires, for what it is for', async () => {
        const { draft, token } = await issue('link');
        expect(token).toMatch(/^[\w-]{43,}$/);
        expect(await catalog.tickets.find(token, 'link', T0)).toEqual(draft);
        expect(await catalog.tickets.find(token, 'link', later(HOUR - 1))).toEqual(draft);
        expect(await catalog.tickets.find(token, 'link', later(HOUR))).toBeNull();
        expect(await catalog.tickets.find(token, 'zip', T0)).toBeNull();
        expect(await catalog.tickets.find(`${token}x`, 'link', T0)).toBeNull();
      });

      test('is redeemed once, also by eight at once', async () => {
        const { draft, token } = await issue('zip');
        const redeemed = await Promise.all(
          Array.from({ length: 8 }, () => catalog.tickets.redeem(token, 'zip', T0)),
        );
        expect(redeemed.filter((ticket) => ticket !== null)).toEqual([draft]);
      });

      test('is not redeemed for something else or once it has expired, and stays', async () => {
        const { draft, token } = await issue('zip');
        expect(await catalog.tickets.redeem(token, 'link', T0)).toBeNull();
        expect(await catalog.tickets.redeem(token, 'zip', later(HOUR))).toBeNull();
        expect(await catalog.tickets.redeem(token, 'zip', T0)).toEqual(draft);
      });

      test('is swept once it has expired', async () => {
        const { token } = await issue('zip');
        await catalog.tickets.sweep(later(HOUR - 1));
        expect(await catalog.tickets.find(token, 'zip', T0)).not.toBeNull();
        expect(await catalog.tickets.sweep(later(HOUR))).toBeGreaterThanOrEqual(1);
        expect(await catalog.tickets.find(token, 'zip', T0)).toBeNull();
      });
    });

    describe('reserving', () => {
      test('keeps every field of the session and counts its bytes as reserved', async () => {
        const owner = await catalog.createOwner();
        const wanted = draft(owner, {
          fileName: 'Träck 07 (final) 日本語 #2%.wav',
          folderPath: 'Älbum/日本語/100%_',
          projectId: 'p-1',
          sizeBytes: 5 * 2 ** 40,
        });
        expect((await catalog.uploads.reserve(wanted, OPEN)).kind).toBe('quota-exceeded');
        const session = await reserve(owner, { ...wanted, sizeBytes: 1000 });
        expect(session).toMatchObject({
          ...wanted,
          sizeBytes: 1000,
          state: 'created',
          multipartId: null,
          fileId: null,
        });
        expect(await catalog.uploads.find(owner, session.id)).toEqual(session);
        expect(await ledger(owner)).toMatchObject({ usedSpace: 0, reservedSpace: 1000 });
      });

      test('for a single PUT begins as uploading, with what was signed in the same call', async () => {
        const owner = await catalog.createOwner();
        const signedChecksums = new Map([[1, 'AAAAAQ==']]);
        const session = await reserve(owner, { transfer: 'single', signedChecksums });
        expect(session).toMatchObject({ state: 'uploading', transfer: 'single', multipartId: null });
        expect(session.signedChecksums).toEqual(signedChecksums);
        expect(session.sealedUntil).toBeNull();
        expect(await catalog.uploads.find(owner, session.id)).toEqual(session);
        expect(await ledger(owner)).toMatchObject({ reservedSpace: 100 });
        expect(await lease(session.id, 'a')).toMatchObject({ state: 'completing' });
      });

      test('admits exactly what fits of 20 at once', async () => {
        const owner = await catalog.createOwner(250);
        const outcomes = await Promise.all(
          Array.from({ length: 20 }, () => catalog.uploads.reserve(draft(owner), OPEN)),
        );
        expect(outcomes.filter((outcome) => outcome.kind === 'reserved')).toHaveLength(2);
        expect(outcomes.filter((outcome) => outcome.kind === 'quota-exceeded')).toHaveLength(18);
        expect(await ledger(owner)).toMatchObject({ reservedSpace: 200 });
      });

      test('admits exactly one of 20 at once where the quota fits one', async () => {
        const owner = await catalog.createOwner(100);
        const outcomes = await Promise.all(
          Array.from({ length: 20 }, () => catalog.uploads.reserve(draft(owner), OPEN)),
        );
        expect(outcomes.filter((outcome) => outcome.kind === 'reserved')).toHaveLength(1);
        expect(await ledger(owner)).toMatchObject({ reservedSpace: 100 });
      });

      test('charges one idempotency key once, also for 20 at once', async () => {
        const owner = await catalog.createOwner();
        const idempotencyKey = crypto.randomUUID();
        const outcomes = await Promise.all(
          Array.from({ length: 20 }, () => catalog.uploads.reserve(draft(owner, { idempotencyKey }), OPEN)),
        );
        expect(outcomes.filter((outcome) => outcome.kind === 'reserved')).toHaveLength(1);
        expect(outcomes.filter((outcome) => outcome.kind === 'existing')).toHaveLength(19);
        const ids = outcomes.map((outcome) => 'session' in outcome && outcome.session.id);
        expect(new Set(ids).size).toBe(1);
        expect(await ledger(owner)).toMatchObject({ reservedSpace: 100 });
      });

      test('keeps the idempotency keys of two owners apart', async () => {
        const [a, b] = [await catalog.createOwner(), await catalog.createOwner()];
        const idempotencyKey = crypto.randomUUID();
        const first = await reserve(a, { idempotencyKey });
        const second = await reserve(b, { idempotencyKey });
        expect(first.id).not.toBe(second.id);
        expect(await catalog.uploads.find(b, first.id)).toBeNull();
      });

      test('says how much is free when it refuses', async () => {
        const owner = await catalog.createOwner(150);
        await reserve(owner);
        expect(await catalog.uploads.reserve(draft(owner), OPEN)).toEqual({
          kind: 'quota-exceeded',
          availableBytes: 50,
        });
      });

      test('refuses one session more than may be open, and counts the ended ones out', async () => {
        const owner = await catalog.createOwner();
        const first = await reserve(owner);
        const two = { maxOpenSessions: 2 };
        expect((await catalog.uploads.reserve(draft(owner), two)).kind).toBe('reserved');
        expect(await catalog.uploads.reserve(draft(owner), two)).toEqual({ kind: 'too-many-open' });
        await catalog.uploads.beginAborting(first.id, ABORT);
        await catalog.uploads.finishAborting(first.id, UNSEALED);
        expect((await catalog.uploads.reserve(draft(owner), two)).kind).toBe('reserved');
        expect(await ledger(owner)).toMatchObject({ reservedSpace: 200 });
      });
    });

    describe('an open session', () => {
      test('is attached once: of two ids the first wins', async () => {
        const session = await reserve(await catalog.createOwner());
        const [first, second] = await Promise.all([
          catalog.uploads.attach(session.id, 'm-1'),
          catalog.uploads.attach(session.id, 'm-2'),
        ]);
        expect([first, second].filter((record) => record !== null)).toHaveLength(1);
      });

      test('remembers the checksums it signed, the last for each part', async () => {
        const session = await uploading(await catalog.createOwner());
        const sign = (partNumber: number, checksum: string) =>
          catalog.uploads.extend(session.id, {
            now: T0,
            expiresAt: later(2 * HOUR),
            checksums: [{ partNumber, checksum }],
          });
        await sign(1, 'AAAAAA==');
        await sign(2, 'AAAAAQ==');
        const extended = await sign(1, 'AAAAAg==');
        expect(extended?.expiresAt).toEqual(later(2 * HOUR));
        expect([...(extended?.signedChecksums ?? [])].toSorted(([a], [b]) => a - b)).toEqual([
          [1, 'AAAAAg=='],
          [2, 'AAAAAQ=='],
        ]);
      });

      test('signs nothing after it expired', async () => {
        const session = await uploading(await catalog.createOwner());
        const change = { now: later(HOUR), expiresAt: later(2 * HOUR), checksums: [] };
        expect(await catalog.uploads.extend(session.id, change)).toBeNull();
      });

      test('may be told where its file will be, and what it is, until it is being completed', async () => {
        const session = await uploading(await catalog.createOwner());
        const place = { folderPath: 'Album/Stems', projectId: 'project-456' };
        const description = { metadata: { take: '1' } };
        expect(await catalog.uploads.place(session.id, { ...place, description })).toMatchObject({
          ...place,
          description,
        });
        await lease(session.id, 'l');
        expect(
          await catalog.uploads.place(session.id, { folderPath: '', projectId: null, description: {} }),
        ).toBeNull();
        const settled = await catalog.uploads.settle(session.id, 'l', {
          id: crypto.randomUUID(),
          versionId: crypto.randomUUID(),
          checksum: 'AAAAAA==',
          at: T0,
          putUntil: null,
          scan: 'unasked' as const,
        });
        expect(settled).toMatchObject({ kind: 'stored', file: { ...place, ...description } });
      });

      test('is listed to its owner, newest first, until it ends', async () => {
        const owner = await catalog.createOwner();
        const older = await uploading(owner);
        const newer = await reserve(owner, { createdAt: later(1000) });
        const ids = async () => (await catalog.uploads.listOpen(owner, 10)).map((session) => session.id);
        expect(await ids()).toEqual([newer.id, older.id]);
        await lease(older.id, 'l');
        expect(await ids()).toEqual([newer.id, older.id]);
        await catalog.uploads.settle(older.id, 'l', {
          id: crypto.randomUUID(),
          versionId: crypto.randomUUID(),
          checksum: 'AAAAAA==',
          at: T0,
          putUntil: null,
          scan: 'unasked' as const,
        });
        expect(await ids()).toEqual([newer.id]);
      });
    });

    describe('a lease', () => {
      test('has one holder at a time, and a new one after it ran out', async () => {
        const session = await uploading(await catalog.createOwner());
        const both = await Promise.all([lease(session.id, 'a'), lease(session.id, 'b')]);
        expect(both.filter((record) => record !== null)).toHaveLength(1);
        expect(await lease(session.id, 'c', later(999))).toBeNull();
        expect(await lease(session.id, 'c', later(1000))).toMatchObject({ state: 'completing' });
      });

      test('that was lost neither renews, reopens, settles nor aborts', async () => {
        const owner = await catalog.createOwner();
        const session = await uploading(owner);
        await lease(session.id, 'a');
        await lease(session.id, 'b', later(1000));
        expect(await catalog.uploads.renewLease(session.id, { leaseId: 'a', until: later(9000) })).toBe(
          false,
        );
        expect(await catalog.uploads.reopen(session.id, 'a', later(HOUR))).toBeNull();
        const abort = {
          by: { kind: 'holder', leaseId: 'a' },
          ending: 'failed',
          failure: 'checksum-mismatch',
        } as const;
        expect(await catalog.uploads.beginAborting(session.id, abort)).toBeNull();
        const file = {
          id: crypto.randomUUID(),
          versionId: crypto.randomUUID(),
          checksum: 'AAAAAA==',
          at: T0,
          putUntil: null,
          scan: 'unasked' as const,
        };
        expect(await catalog.uploads.settle(session.id, 'a', file)).toEqual({ kind: 'lease-lost' });
        expect(await ledger(owner)).toEqual({
          usedSpace: 0,
          reservedSpace: 100,
          trashedSpace: 0,
          fileCount: 0,
        });
      });

      test('keeps the owner from aborting meanwhile, and gives the session back when parts are missing', async () => {
        const session = await uploading(await catalog.createOwner());
        await lease(session.id, 'a');
        expect(await catalog.uploads.beginAborting(session.id, ABORT)).toBeNull();
        expect(await catalog.uploads.reopen(session.id, 'a', later(HOUR))).toMatchObject({
          state: 'uploading',
        });
        expect(await catalog.uploads.beginAborting(session.id, ABORT)).toMatchObject({ state: 'aborting' });
      });
    });

    describe('what the sweeper aborts', () => {
      const sweep = (id: string, now: Date) =>
        catalog.uploads.beginAborting(id, {
          by: { kind: 'sweeper', due: { now, createdBefore: later(0) } },
          ending: 'expired',
          failure: null,
        });

      test('is an expired session, and not one whose owner came back meanwhile', async () => {
        const owner = await catalog.createOwner();
        const [expired, used] = [await uploading(owner), await uploading(owner)];
        await catalog.uploads.extend(used.id, { now: T0, expiresAt: later(2 * HOUR), checksums: [] });
        expect(await sweep(used.id, later(HOUR))).toBeNull();
        expect(await sweep(expired.id, later(HOUR))).toMatchObject({ state: 'aborting' });
      });

      test('is a session that its creator left, and not one that was attached meanwhile', async () => {
        const owner = await catalog.createOwner();
        const [orphan, attached] = [await reserve(owner), await uploading(owner)];
        expect(await sweep(attached.id, later(1))).toBeNull();
        expect(await sweep(orphan.id, later(1))).toMatchObject({ state: 'aborting' });
      });

      test('is found in pages, so that no session hides another', async () => {
        const owner = await catalog.createOwner();
        const ids = await Promise.all(
          [1, 2, 3].map(async () => (await uploading(owner, { expiresAt: later(10) })).id),
        );
        const due = { now: later(10), createdBefore: later(-HOUR) };
        const found: string[] = [];
        for (let after: string | null = null; ;) {
          const page: readonly { readonly id: string }[] = await catalog.uploads.findDue(due, {
            after,
            limit: 1,
          });
          after = page.at(-1)?.id ?? null;
          if (after === null) break;
          found.push(after);
        }
        expect(found.filter((id) => ids.includes(id))).toEqual(ids.toSorted());
      });
    });

    test('an owner may abort what is being completed once its holder is gone, and not before', async () => {
      const owner = await catalog.createOwner();
      const session = await uploading(owner);
      await lease(session.id, 'gone');
      expect(await catalog.uploads.beginAborting(session.id, ABORT)).toBeNull();
      const afterwards = { ...ABORT, by: { kind: 'owner', now: later(1000) } } as const;
      expect(await catalog.uploads.beginAborting(session.id, afterwards)).toMatchObject({
        state: 'aborting',
      });
    });

    describe('settling', () => {
      test('makes the file and moves its bytes from reserved to used, once', async () => {
        const owner = await catalog.createOwner();
        const session = await uploading(owner, { fileName: 'mix.wav', projectId: 'p-7' });
        await lease(session.id, 'a');
        const file = {
          id: crypto.randomUUID(),
          versionId: crypto.randomUUID(),
          checksum: 'y/Q5Jg==',
          at: later(5),
          putUntil: null,
          scan: 'unasked' as const,
        };
        const outcomes = await Promise.all([
          catalog.uploads.settle(session.id, 'a', file),
          catalog.uploads.settle(session.id, 'a', {
            ...file,
            id: crypto.randomUUID(),
            versionId: crypto.randomUUID(),
          }),
        ]);
        expect(outcomes.map((outcome) => outcome.kind).toSorted()).toEqual(['lease-lost', 'stored']);
        expect(await ledger(owner)).toEqual({
          usedSpace: 100,
          reservedSpace: 0,
          trashedSpace: 0,
          fileCount: 1,
        });
        const completed = await catalog.uploads.find(owner, session.id);
        expect(completed).toMatchObject({ state: 'completed' });
        expect(await catalog.files.find(owner, completed?.fileId ?? '')).toMatchObject({
          owner,
          status: 'active',
          fileName: 'mix.wav',
          originalName: 'mix.wav',
          contentType: 'audio/wav',
          sizeBytes: 100,
          checksum: 'y/Q5Jg==',
          projectId: 'p-7',
          storageKey: session.storageKey,
          uploadedAt: later(5),
          trashedAt: null,
        });
      });

      test('keeps both files when the name is taken, also for 8 at once', async () => {
        const owner = await catalog.createOwner();
        const names = ['mix.wav', 'MIX.wav', ...Array.from({ length: 6 }, () => 'mix.wav')];
        const files = await Promise.all(names.map((fileName) => storeFile(owner, { fileName })));
        const keys = files.map((file) => file.fileName.toLowerCase());
        expect(keys.toSorted()).toEqual(
          ['mix.wav', ...[2, 3, 4, 5, 6, 7, 8].map((n) => `mix (${n}).wav`)].toSorted(),
        );
      });
    });

    describe('a ceiling', () => {
      const ceiling = (owner: string) => uploading(owner, { sizeBytes: 100, isCeiling: true });
      const file = () => ({
        id: crypto.randomUUID(),
        versionId: crypto.randomUUID(),
        checksum: 'AAAAAA==',
        at: T0,
        putUntil: null,
        scan: 'unasked' as const,
      });

      test('is reserved whole, and remembers the sizes it signed, the last for each part', async () => {
        const owner = await catalog.createOwner();
        const session = await ceiling(owner);
        expect(session).toMatchObject({ isCeiling: true, claimedBytes: null, signedSizes: new Map() });
        expect(await ledger(owner)).toMatchObject({ reservedSpace: 100 });
        const sign = (partNumber: number, sizeBytes: number) =>
          catalog.uploads.extend(session.id, {
            now: T0,
            expiresAt: later(2 * HOUR),
            checksums: [{ partNumber, checksum: 'AAAAAA==', sizeBytes }],
          });
        await sign(1, 7);
        await sign(2, 8);
        const extended = await sign(1, 9);
        const sizes = new Map([
          [1, 9],
          [2, 8],
        ]);
        expect(extended?.signedSizes).toEqual(sizes);
        expect(await catalog.uploads.find(owner, session.id)).toMatchObject({ signedSizes: sizes });
      });

      test('keeps the claim of the last lease through a reopening', async () => {
        const owner = await catalog.createOwner();
        const { id } = await ceiling(owner);
        expect(await lease(id, 'a', T0, 60)).toMatchObject({ claimedBytes: 60, sizeBytes: 100 });
        expect(await catalog.uploads.reopen(id, 'a', later(HOUR))).toMatchObject({ claimedBytes: 60 });
        expect(await lease(id, 'b', T0, 40)).toMatchObject({ claimedBytes: 40 });
        expect(await lease(id, 'c', later(1000), 40)).toMatchObject({ claimedBytes: 40 });
      });

      test.each([1, 40, 100])(
        'that %i bytes came under is charged with these and gives the rest back',
        async (came) => {
          const owner = await catalog.createOwner(100);
          const { id } = await ceiling(owner);
          await lease(id, 'a', T0, came);
          const outcomes = await Promise.all([
            catalog.uploads.settle(id, 'a', file()),
            catalog.uploads.settle(id, 'a', file()),
          ]);
          expect(outcomes.filter(({ kind }) => kind === 'stored')).toMatchObject([
            { file: { sizeBytes: came } },
          ]);
          expect(await ledger(owner)).toMatchObject({ usedSpace: came, reservedSpace: 0, fileCount: 1 });
          const rest = await catalog.uploads.reserve(draft(owner, { sizeBytes: 101 - came }), OPEN);
          expect(rest).toEqual({ kind: 'quota-exceeded', availableBytes: 100 - came });
        },
      );

      test('that is given up after a claim gives back all of it', async () => {
        const owner = await catalog.createOwner();
        const { id } = await ceiling(owner);
        await lease(id, 'a', T0, 40);
        const by = { kind: 'holder', leaseId: 'a' } as const;
        await catalog.uploads.beginAborting(id, { by, ending: 'failed', failure: 'checksum-mismatch' });
        await catalog.uploads.finishAborting(id, UNSEALED);
        expect(await ledger(owner)).toMatchObject({ usedSpace: 0, reservedSpace: 0 });
      });

      test('settles many at once to the byte', async () => {
        const owner = await catalog.createOwner(1000);
        const sessions = await Promise.all(Array.from({ length: 10 }, () => ceiling(owner)));
        await Promise.all(
          sessions.map(async ({ id }, index) => {
            await lease(id, 'a', T0, index + 1);
            await catalog.uploads.settle(id, 'a', file());
          }),
        );
        expect(await ledger(owner)).toMatchObject({ usedSpace: 55, reservedSpace: 0, fileCount: 10 });
      });

      test('is never exceeded by a claim, nor is a size claimed where none is open', async () => {
        const owner = await catalog.createOwner();
        const [{ id }, plain] = [await ceiling(owner), await uploading(owner)];
        await expect(lease(id, 'a', T0, 101)).rejects.toThrow();
        await expect(lease(id, 'a', T0, 0)).rejects.toThrow();
        await expect(lease(plain.id, 'a', T0, 100)).rejects.toThrow();
        expect(await catalog.uploads.find(owner, id)).toMatchObject({
          state: 'uploading',
          claimedBytes: null,
        });
      });
    });

    describe('a sealed key', () => {
      const sealed = async (now: Date) =>
        (await catalog.uploads.findSealed(now, ALL)).map((session) => session.id);
      const single = async (owner: string) => {
        const session = await reserve(owner, { transfer: 'single' });
        await catalog.uploads.beginAborting(session.id, ABORT);
        return catalog.uploads.finishAborting(session.id, { sealedUntil: later(HOUR) });
      };

      test('is noted as the reservation is released, and found when its time is over', async () => {
        const owner = await catalog.createOwner();
        const ended = await single(owner);
        const id = ended?.id ?? '';
        expect(ended).toMatchObject({ state: 'aborted', sealedUntil: later(HOUR) });
        expect(await ledger(owner)).toMatchObject({ reservedSpace: 0 });
        expect(await sealed(later(HOUR - 1))).not.toContain(id);
        expect(await sealed(later(HOUR))).toContain(id);
        await catalog.uploads.unseal(id);
        await catalog.uploads.unseal(id);
        expect(await sealed(later(HOUR))).not.toContain(id);
        expect(await catalog.uploads.find(owner, id)).toMatchObject({ state: 'aborted', sealedUntil: null });
      });

      test('is found in pages, so that no key hides another', async () => {
        const owner = await catalog.createOwner();
        const ids = await Promise.all([1, 2, 3].map(async () => (await single(owner))?.id ?? ''));
        const found: string[] = [];
        for (let after: string | null = null; ;) {
          const page: readonly { readonly id: string }[] = await catalog.uploads.findSealed(later(HOUR), {
            after,
            limit: 1,
          });
          after = page.at(-1)?.id ?? null;
          if (after === null) break;
          found.push(after);
        }
        expect(found.filter((id) => ids.includes(id))).toEqual(ids.toSorted());
      });

      test('is noted as a purged file is, with the upload it came by', async () => {
        const owner = await catalog.createOwner();
        const session = await reserve(owner, { transfer: 'single' });
        await lease(session.id, 'l');
        const draft = {
          id: crypto.randomUUID(),
          versionId: crypto.randomUUID(),
          checksum: 'AAAAAA==',
          at: T0,
          putUntil: later(HOUR),
          scan: 'unasked' as const,
        };
        const settled = await catalog.uploads.settle(session.id, 'l', draft);
        expect(settled).toMatchObject({ kind: 'stored', file: { putUntil: later(HOUR) } });
        await trash(owner, draft.id, T0);
        await beginPurge(owner, draft.id);
        expect(await sealed(later(HOUR))).not.toContain(session.id);
        const gone = { id: draft.id, sealedUntil: later(HOUR) };
        expect(await catalog.files.finishPurge(owner, [gone])).toBe(1);
        expect(await ledger(owner)).toMatchObject({ usedSpace: 0, reservedSpace: 0 });
        expect(await sealed(later(HOUR))).toContain(session.id);
        expect(await catalog.uploads.find(owner, session.id)).toMatchObject({
          state: 'completed',
          fileId: null,
          sealedUntil: later(HOUR),
        });
      });
    });

    describe('aborting', () => {
      test('gives the bytes back once, when it has finished', async () => {
        const owner = await catalog.createOwner();
        const session = await uploading(owner);
        const failed = {
          by: { kind: 'holder', leaseId: 'a' },
          ending: 'failed',
          failure: 'checksum-mismatch',
        } as const;
        await lease(session.id, 'a');
        expect(await catalog.uploads.beginAborting(session.id, failed)).toMatchObject({ state: 'aborting' });
        expect(await ledger(owner)).toMatchObject({ reservedSpace: 100 });
        const ended = await Promise.all(
          [1, 2, 3].map(() => catalog.uploads.finishAborting(session.id, UNSEALED)),
        );
        expect(ended.filter((record) => record !== null)).toHaveLength(1);
        expect(await catalog.uploads.find(owner, session.id)).toMatchObject({
          state: 'failed',
          failure: 'checksum-mismatch',
        });
        expect(await ledger(owner)).toMatchObject({ usedSpace: 0, reservedSpace: 0 });
      });

      test('of a session that has ended changes nothing', async () => {
        const owner = await catalog.createOwner();
        await storeFile(owner);
        const session = await uploading(owner);
        await catalog.uploads.beginAborting(session.id, ABORT);
        await catalog.uploads.finishAborting(session.id, UNSEALED);
        expect(await catalog.uploads.beginAborting(session.id, ABORT)).toBeNull();
        expect(await catalog.uploads.attach(session.id, 'm-2')).toBeNull();
        expect(await lease(session.id, 'l')).toBeNull();
        expect(await ledger(owner)).toMatchObject({ usedSpace: 100, reservedSpace: 0 });
      });
    });

    test('sessions are due when they are expired, orphaned, aborting or left by their holder', async () => {
      const owner = await catalog.createOwner();
      const [expired, orphan, aborting, left, alive, held] = [
        await uploading(owner, { expiresAt: later(10) }),
        await reserve(owner),
        await uploading(owner),
        await uploading(owner),
        await uploading(owner),
        await uploading(owner),
      ];
      await catalog.uploads.beginAborting(aborting.id, ABORT);
      await lease(left.id, 'l');
      const now = later(2000);
      const claim = { checksum: 'AAAAAA==', claimedBytes: null };
      await catalog.uploads.lease(held.id, { leaseId: 'h', now, until: later(9000), ...claim });
      const due = await catalog.uploads.findDue({ now, createdBefore: later(1000) }, ALL);
      const mine = due.filter((session) => session.owner === owner).map((session) => session.id);
      expect(mine.toSorted()).toEqual([expired.id, orphan.id, aborting.id, left.id].toSorted());
      expect(mine).not.toContain(alive.id);
    });

    describe('files', () => {
      test('of another owner look missing', async () => {
        const [owner, stranger] = [await catalog.createOwner(), await catalog.createOwner()];
        const { id } = await storeFile(owner);
        expect(await catalog.files.find(stranger, id)).toBeNull();
        expect(await renameFile(stranger, id, { fileName: 'x.wav', at: T0 })).toBe('not-found');
        expect(await trash(stranger, id, T0)).toBe('not-found');
        expect(await restore(stranger, id, T0)).toBe('not-found');
        expect(await beginPurge(stranger, id)).toBe('not-found');
      });

      test('are renamed to free names only; a change of case alone is free', async () => {
        const owner = await catalog.createOwner();
        await storeFile(owner, { fileName: 'one.wav' });
        const two = await storeFile(owner, { fileName: 'two.wav' });
        const rename = (fileName: string) => renameFile(owner, two.id, { fileName, at: later(7) });
        expect(await rename('ONE.wav')).toBe('name-taken');
        expect(await rename('TWO.wav')).toMatchObject({
          fileName: 'TWO.wav',
          originalName: 'two.wav',
          updatedAt: later(7),
        });
      });

      test('in the trash keep counting, give their name free and come back numbered', async () => {
        const owner = await catalog.createOwner();
        const first = await storeFile(owner, { fileName: 'mix.wav' });
        expect(await trash(owner, first.id, later(1))).toMatchObject({
          status: 'trashed',
          trashedAt: later(1),
        });
        expect(await trash(owner, first.id, later(2))).toMatchObject({ trashedAt: later(1) });
        expect(await ledger(owner)).toEqual({
          usedSpace: 100,
          reservedSpace: 0,
          trashedSpace: 100,
          fileCount: 0,
        });
        expect((await storeFile(owner, { fileName: 'mix.wav' })).fileName).toBe('mix.wav');
        expect(await renameFile(owner, first.id, { fileName: 'x.wav', at: T0 })).toBe('not-found');
        expect(await restore(owner, first.id, later(3))).toMatchObject({
          status: 'active',
          fileName: 'mix (2).wav',
          trashedAt: null,
        });
        expect(await restore(owner, first.id, later(4))).toMatchObject({ updatedAt: later(3) });
      });

      test('are purged from the trash only, and give their bytes back once', async () => {
        const owner = await catalog.createOwner();
        const file = await storeFile(owner);
        expect(await beginPurge(owner, file.id)).toBe('not-in-trash');
        await trash(owner, file.id, T0);
        const gone = [{ id: file.id, ...UNSEALED }];
        expect(await catalog.files.finishPurge(owner, gone)).toBe(0);
        expect(await beginPurge(owner, file.id)).toMatchObject({ storageKey: file.storageKey });
        expect(await beginPurge(owner, file.id)).toMatchObject({ status: 'purging' });
        expect(await catalog.files.find(owner, file.id)).toBeNull();
        expect(await restore(owner, file.id, T0)).toBe('not-found');
        expect((await catalog.files.findPurging(ALL)).map((purging) => purging.id)).toContain(file.id);
        expect(await ledger(owner)).toMatchObject({ usedSpace: 100 });
        const finished = await Promise.all([1, 2, 3].map(() => catalog.files.finishPurge(owner, gone)));
        expect(finished.toSorted((one, other) => one - other)).toEqual([0, 0, 1]);
        expect(await ledger(owner)).toEqual({
          usedSpace: 0,
          reservedSpace: 0,
          trashedSpace: 0,
          fileCount: 0,
        });
        expect(await beginPurge(owner, file.id)).toBe('not-found');
      });
    });

    describe('folders', () => {
      test('keep two files of one name, each under its name; a third and fourth are numbered', async () => {
        const owner = await catalog.createOwner();
        const store = (folderPath: string) => storeFile(owner, { folderPath, fileName: 'kick.wav' });
        const files = [
          await store(''),
          await store('A'),
          await store('A/B'),
          await store('a'),
          await store('A'),
        ];
        expect(files.map(({ folderPath, fileName }) => [folderPath, fileName])).toEqual([
          ['', 'kick.wav'],
          ['A', 'kick.wav'],
          ['A/B', 'kick.wav'],
          ['A', 'kick (2).wav'],
          ['A', 'kick (3).wav'],
        ]);
      });

      test('are looked through alone when a file is renamed or restored', async () => {
        const owner = await catalog.createOwner();
        const [inA, inB] = [
          await storeFile(owner, { folderPath: 'A', fileName: 'one.wav' }),
          await storeFile(owner, { folderPath: 'B', fileName: 'two.wav' }),
        ];
        const rename = (fileName: string) => renameFile(owner, inA.id, { fileName, at: T0 });
        expect(await rename('two.wav')).toMatchObject({ folderPath: 'A', fileName: 'two.wav' });
        await trash(owner, inB.id, T0);
        expect(await restore(owner, inB.id, T0)).toMatchObject({ fileName: 'two.wav' });
        await storeFile(owner, { folderPath: 'A', fileName: 'three.wav' });
        expect(await rename('THREE.wav')).toBe('name-taken');
      });

      test('may have a path as long as there are', async () => {
        const owner = await catalog.createOwner();
        // Random, because PostgreSQL packs what repeats before it measures.
        const folderPath = Array.from({ length: 83 }, () => crypto.randomUUID()).join('/');
        const file = await storeFile(owner, { folderPath });
        expect(await catalog.files.find(owner, file.id)).toMatchObject({ folderPath, fileName: 'mix.wav' });
        expect(await storeFile(owner, { folderPath })).toMatchObject({ fileName: 'mix (2).wav' });
      });

      test('tell which of many places are taken by active files of the owner, in any case and form', async () => {
        const [owner, stranger] = [await catalog.createOwner(), await catalog.createOwner()];
        await storeFile(owner, { folderPath: 'Caf\u00e9', fileName: 'Mix.wav' });
        await storeFile(owner, { folderPath: '', fileName: '日本.wav' });
        const gone = await storeFile(owner, { folderPath: '', fileName: 'gone.wav' });
        await trash(owner, gone.id, T0);
        const places = [
          { folderId: null, folderPath: 'cafe\u0301', fileName: 'MIX.wav' },
          { folderId: null, folderPath: '', fileName: 'mix.wav' },
          { folderId: null, folderPath: '', fileName: 'gone.wav' },
          { folderId: null, folderPath: '', fileName: '日本.wav' },
          { folderId: null, folderPath: 'Caf\u00e9', fileName: 'Mix.wav' },
        ];
        expect(await catalog.files.findTaken(owner, places)).toEqual([0, 3, 4]);
        expect(await catalog.files.findTaken(stranger, places)).toEqual([]);
        expect(await catalog.files.findTaken(owner, [])).toEqual([]);
      });
    });

    describe('a listing', () => {
      const names = [
        'b.wav',
        'A.wav',
        'c.wav',
        'ä.wav',
        '日本.wav',
        '%_.wav',
        'take 10.wav',
        'take 9.wav',
        '\u{1F3B5}.wav',
      ];
      let owner = '';
      beforeAll(async () => {
        owner = await catalog.createOwner();
        for (const [index, fileName] of names.entries()) {
          // Two and two share a time and a size: only the id keeps their order.
          const tie = Math.floor(index / 2);
          await storeFile(
            owner,
            { fileName, sizeBytes: 10 + tie, projectId: index < 3 ? 'p-1' : null },
            later(tie),
          );
        }
        const trashed = await storeFile(owner, { fileName: 'gone.wav' });
        await trash(owner, trashed.id, T0);
      });
      type Change = Partial<FilePageRequest & FileSelection>;
      const page = ({ search = '', projectId = null, ...change }: Change = {}) =>
        catalog.files.page({
          owner,
          sort: 'fileName',
          order: 'asc',
          after: null,
          limit: 100,
          selection: { ...EVERYTHING, search, projectId },
          trashed: false,
          ...change,
        });
      const namesOf = (files: readonly StoredFileRecord[]) => files.map((file) => file.fileName);

      test.each<[FileSort, SortOrder]>([
        ['fileName', 'asc'],
        ['fileName', 'desc'],
        ['sizeBytes', 'asc'],
        ['sizeBytes', 'desc'],
        ['uploadedAt', 'asc'],
        ['uploadedAt', 'desc'],
        ['contentType', 'asc'],
        ['contentType', 'desc'],
        ['durationSeconds', 'asc'],
        ['durationSeconds', 'desc'],
      ])('by %s %s in pages of two is the listing in one page', async (sort, order) => {
        const whole = await page({ sort, order });
        const paged: StoredFileRecord[] = [];
        for (;;) {
          const last = paged.at(-1);
          const after = last ? { value: sortValue(sort, last), id: last.id } : null;
          const next = await page({ sort, order, after, limit: 2 });
          paged.push(...next);
          if (next.length < 2) break;
        }
        expect(namesOf(whole).toSorted()).toEqual(names.toSorted());
        expect(namesOf(paged)).toEqual(namesOf(whole));
      });

      test('by name ignores case and goes by code point', async () => {
        expect(namesOf(await page())).toEqual([
          '%_.wav', 'A.wav', 'b.wav', 'c.wav', 'take 10.wav', 'take 9.wav', 'ä.wav', '日本.wav', '\u{1F3B5}.wav',
        ]); // prettier-ignore
      });

      test('is narrowed by part of a name, taken literally', async () => {
        expect(namesOf(await page({ search: 'take' }))).toEqual(['take 10.wav', 'take 9.wav']);
        expect(namesOf(await page({ search: 'ä' }))).toEqual(['ä.wav']);
        expect(namesOf(await page({ search: '%_' }))).toEqual(['%_.wav']);
        expect(await page({ search: 'nothing' })).toEqual([]);
      });

      test('is narrowed by project, and the trash is a listing of its own', async () => {
        expect(namesOf(await page({ projectId: 'p-1' }))).toEqual(['A.wav', 'b.wav', 'c.wav']);
        expect(namesOf(await page({ trashed: true }))).toEqual(['gone.wav']);
        expect(await page({ owner: await catalog.createOwner() })).toEqual([]);
      });
    });

    test('an owner who never stored anything has the default quota', async () => {
      const owner = await catalog.createOwner();
      expect(await catalog.quotas.get(owner)).toEqual({
        owner,
        totalLimit: DEFAULT_QUOTA_BYTES,
        usedSpace: 0,
        reservedSpace: 0,
        fileSpace: 0,
        trashedSpace: 0,
        versionSpace: 0,
        fileCount: 0,
        trashedCount: 0,
      });
    });
  });
}
