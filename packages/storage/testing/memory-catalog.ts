import { DEFAULT_QUOTA_BYTES } from '@dawg/contract/limits';
import type { ChangeFeed } from '../src/ports/change-feed.ts';
import { createMemoryChanges } from './memory-changes.ts';
import { TellingMap, uploadChange } from './telling-map.ts';
import type { Catalogs } from '../src/ports/ports.ts';
import { createMemoryTickets } from './memory-tickets.ts';
import type { AbortBy, DueMoments, UploadCatalog } from '../src/ports/upload-catalog.ts';
import { claimedSize, type UploadSessionRecord } from '../src/uploads/upload-session.ts';
import { pageById } from './in-order.ts';
import { createMemoryLibrary } from './memory-library.ts';

/** The catalogs in memory: the reference model of the ports. Each method runs in one turn, so each is atomic. */
export interface MemoryCatalog extends Catalogs {
  readonly changes: ChangeFeed;
  setQuota(owner: string, totalLimit: number): void;
  /** Has a version wait for its first scan, as one does that was just uploaded. */
  beginScan(versionId: string): void;
}

interface Lease {
  readonly leaseId: string;
  readonly until: Date;
}

interface Ledger {
  totalLimit: number;
  usedSpace: number;
  reservedSpace: number;
}

const isOpen = (session: UploadSessionRecord) => session.state === 'created' || session.state === 'uploading';

/** created by a creator that died, or uploading and expired. */
const isLeftOver = (session: UploadSessionRecord, { now, createdBefore }: DueMoments) =>
  (session.state === 'created' && session.createdAt <= createdBefore) ||
  (session.state === 'uploading' && session.expiresAt <= now);

export function createMemoryCatalog(): MemoryCatalog {
  const changes = createMemoryChanges();
  const sessions = new TellingMap<UploadSessionRecord>(changes, uploadChange);
  const leases = new Map<string, Lease>();
  const ledgers = new Map<string, Ledger>();

  const ledgerOf = (owner: string): Ledger => {
    const ledger = ledgers.get(owner) ?? { totalLimit: DEFAULT_QUOTA_BYTES, usedSpace: 0, reservedSpace: 0 };
    ledgers.set(owner, ledger);
    return ledger;
  };
  const put = (session: UploadSessionRecord): UploadSessionRecord => {
    sessions.set(session.id, session);
    return session;
  };
  /** Changes a session in one of the given states, or answers null. */
  const change = (
    id: string,
    from: readonly UploadSessionRecord['state'][],
    to: (session: UploadSessionRecord) => Partial<UploadSessionRecord>,
  ): UploadSessionRecord | null => {
    const session = sessions.get(id);
    return session && from.includes(session.state) ? put({ ...session, ...to(session) }) : null;
  };
  const holds = (id: string, leaseId: string) => leases.get(id)?.leaseId === leaseId;
  const isFree = (id: string, now: Date) => (leases.get(id)?.until.getTime() ?? 0) <= now.getTime();
  const library = createMemoryLibrary(({ owner, sizeBytes, storageKey, sealedUntil, goneFileId }) => {
    ledgerOf(owner).usedSpace -= sizeBytes;
    for (const session of sessions.values()) {
      const fileId = session.fileId === goneFileId ? null : session.fileId;
      put({ ...session, fileId, ...(session.storageKey === storageKey && { sealedUntil }) });
    }
  }, changes);

  const mayAbort = (session: UploadSessionRecord, by: AbortBy): boolean => {
    if (by.kind === 'holder') return session.state === 'completing' && holds(session.id, by.leaseId);
    if (by.kind === 'sweeper') return isLeftOver(session, by.due);
    return isOpen(session) || (session.state === 'completing' && isFree(session.id, by.now));
  };

  const uploads: UploadCatalog = {
    async reserve(draft, { maxOpenSessions }) {
      const mine = [...sessions.values()].filter((session) => session.owner === draft.owner);
      const existing = mine.find((session) => session.idempotencyKey === draft.idempotencyKey);
      if (existing) return { kind: 'existing', session: existing };
      if (mine.filter(isOpen).length >= maxOpenSessions) return { kind: 'too-many-open' };
      const ledger = ledgerOf(draft.owner);
      const availableBytes = ledger.totalLimit - ledger.usedSpace - ledger.reservedSpace;
      if (draft.sizeBytes > availableBytes) {
        return { kind: 'quota-exceeded', availableBytes: Math.max(0, availableBytes) };
      }
      ledger.reservedSpace += draft.sizeBytes;
      const session = put({
        ...draft,
        state: draft.transfer === 'single' ? 'uploading' : 'created',
        multipartId: null,
        signedSizes: new Map(),
        claimedChecksum: null,
        claimedBytes: null,
        ending: null,
        failure: null,
        fileId: null,
        sealedUntil: null,
      });
      return { kind: 'reserved', session };
    },

    async attach(id, multipartId) {
      return change(id, ['created'], () => ({ state: 'uploading', multipartId }));
    },

    async extend(id, { now, expiresAt, checksums }) {
      if ((sessions.get(id)?.expiresAt.getTime() ?? 0) <= now.getTime()) return null;
      return change(id, ['uploading'], ({ signedChecksums, signedSizes }) => ({
        expiresAt,
        signedChecksums: new Map([
          ...signedChecksums,
          ...checksums.map((c) => [c.partNumber, c.checksum] as const),
        ]),
        signedSizes: new Map([
          ...signedSizes,
          ...checksums.flatMap(({ partNumber, sizeBytes }) =>
            sizeBytes === undefined ? [] : [[partNumber, sizeBytes] as const],
          ),
        ]),
      }));
    },

    async place(id, place) {
      return change(id, ['uploading'], () => place);
    },

    async lease(id, { leaseId, now, until, checksum, claimedBytes }) {
      const session = sessions.get(id);
      if (session?.state === 'completing' && !isFree(id, now)) return null;
      if (session && claimedBytes !== null) requireWithinCeiling(session, claimedBytes);
      const leased = change(id, ['uploading', 'completing'], () => ({
        state: 'completing',
        claimedChecksum: checksum,
        claimedBytes,
      }));
      if (leased) leases.set(id, { leaseId, until });
      return leased;
    },

    async renewLease(id, { leaseId, until }) {
      if (sessions.get(id)?.state !== 'completing' || !holds(id, leaseId)) return false;
      leases.set(id, { leaseId, until });
      return true;
    },

    async reopen(id, leaseId, expiresAt) {
      if (!holds(id, leaseId)) return null;
      return change(id, ['completing'], () => ({ state: 'uploading', expiresAt }));
    },

    async settle(id, leaseId, draft) {
      const session = sessions.get(id);
      if (!session || session.state !== 'completing' || !holds(id, leaseId)) return { kind: 'lease-lost' };
      const file = library.bear(session, draft);
      if (file === 'name-taken') return { kind: 'name-taken' };
      put({ ...session, state: 'completed', fileId: file.id });
      const ledger = ledgerOf(session.owner);
      ledger.reservedSpace -= session.sizeBytes;
      ledger.usedSpace += claimedSize(session);
      return { kind: 'stored', file };
    },

    async beginAborting(id, { by, ending, failure }) {
      const session = sessions.get(id);
      return session && mayAbort(session, by)
        ? put({ ...session, state: 'aborting', ending, failure })
        : null;
    },

    async finishAborting(id, { sealedUntil }) {
      const ended = change(id, ['aborting'], ({ ending }) => ({ state: ending ?? 'failed', sealedUntil }));
      if (ended) ledgerOf(ended.owner).reservedSpace -= ended.sizeBytes;
      return ended;
    },

    async find(owner, id) {
      const session = sessions.get(id);
      return session?.owner === owner ? session : null;
    },

    async findByKey(owner, idempotencyKey) {
      return (
        [...sessions.values()].find(
          (session) => session.owner === owner && session.idempotencyKey === idempotencyKey,
        ) ?? null
      );
    },

    async listOpen(owner, limit) {
      return [...sessions.values()]
        .filter((session) => session.owner === owner && (isOpen(session) || session.state === 'completing'))
        .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
        .slice(0, limit);
    },

    async findDue(due, { after, limit }) {
      const isDue = (session: UploadSessionRecord) =>
        session.state === 'aborting' ||
        isLeftOver(session, due) ||
        (session.state === 'completing' && isFree(session.id, due.now));
      return pageById([...sessions.values()].filter(isDue), after, limit);
    },

    async findSealed(now, { after, limit }) {
      const isOver = ({ sealedUntil }: UploadSessionRecord) => sealedUntil !== null && sealedUntil <= now;
      return pageById([...sessions.values()].filter(isOver), after, limit);
    },

    async unseal(id) {
      const session = sessions.get(id);
      if (session) put({ ...session, sealedUntil: null });
    },
  };

  return {
    uploads,
    ...library,
    tickets: createMemoryTickets(),
    changes: changes.feed,
    quotas: {
      async get(owner) {
        return { owner, ...ledgerOf(owner), ...library.spaceOf(owner) };
      },
    },
    setQuota: (owner, totalLimit) => {
      ledgerOf(owner).totalLimit = totalLimit;
      changes.record(owner, 'quota-changed', null);
    },
  };
}

/** As the database's own constraint: nobody is charged more than was reserved. */
function requireWithinCeiling({ isCeiling, sizeBytes }: UploadSessionRecord, claimedBytes: number): void {
  if (!isCeiling || claimedBytes < 1 || claimedBytes > sizeBytes)
    throw new RangeError(`${claimedBytes} bytes claimed where ${sizeBytes} are reserved`);
}
