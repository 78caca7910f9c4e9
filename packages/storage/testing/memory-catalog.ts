import { fileNameKey, numberedName } from '@dawg/contract/file-name';
import { folderPathKey } from '@dawg/contract/folder-path';
import { DEFAULT_QUOTA_BYTES } from '@dawg/contract/limits';
import type { FilePlace } from '@dawg/contract/wire';
import type { StoredFileRecord } from '../src/files/stored-file.ts';
import { sortValue } from '../src/files/list-files.ts';
import type { FileCatalog, FilePageRequest } from '../src/ports/file-catalog.ts';
import type { QuotaCatalog } from '../src/ports/quota-catalog.ts';
import type { AbortBy, DueMoments, UploadCatalog } from '../src/ports/upload-catalog.ts';
import { claimedSize, type UploadSessionRecord } from '../src/uploads/upload-session.ts';

/** The catalogs in memory: the reference model of the ports. Each method runs in one turn, so each is atomic. */
export interface MemoryCatalog {
  readonly uploads: UploadCatalog;
  readonly files: FileCatalog;
  readonly quotas: QuotaCatalog;
  setQuota(owner: string, totalLimit: number): void;
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
  const sessions = new Map<string, UploadSessionRecord>();
  const leases = new Map<string, Lease>();
  const files = new Map<string, StoredFileRecord>();
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
  const putFile = (file: StoredFileRecord): StoredFileRecord => {
    files.set(file.id, file);
    return file;
  };
  const isTaken = (owner: string, place: FilePlace) =>
    [...files.values()].some(
      (file) => file.owner === owner && file.status === 'active' && isSamePlace(file, place),
    );
  const freeName = (owner: string, { folderPath, fileName }: FilePlace): string => {
    for (let number = 2, candidate = fileName; ; candidate = numberedName(fileName, number++)) {
      if (!isTaken(owner, { folderPath, fileName: candidate })) return candidate;
    }
  };
  const visible = (owner: string, id: string): StoredFileRecord | null => {
    const file = files.get(id);
    return file && file.owner === owner && file.status !== 'purging' ? file : null;
  };

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
      put({ ...session, state: 'completed', fileId: draft.id });
      const ledger = ledgerOf(session.owner);
      ledger.reservedSpace -= session.sizeBytes;
      ledger.usedSpace += claimedSize(session);
      const file = putFile({
        id: draft.id,
        owner: session.owner,
        status: 'active',
        fileName: freeName(session.owner, session),
        originalName: session.fileName,
        folderPath: session.folderPath,
        contentType: session.contentType,
        sizeBytes: claimedSize(session),
        checksum: draft.checksum,
        projectId: session.projectId,
        storageKey: session.storageKey,
        uploadedAt: draft.at,
        updatedAt: draft.at,
        trashedAt: null,
        putUntil: draft.putUntil,
      });
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

  const fileCatalog: FileCatalog = {
    async find(owner, id) {
      return visible(owner, id);
    },

    async findTaken(owner, places) {
      return places.flatMap((place, index) => (isTaken(owner, place) ? [index] : []));
    },

    async page(request) {
      return [...files.values()]
        .filter((file) => isListed(file, request))
        .toSorted((a, b) => compare(a, b, request))
        .filter((file) => isAfter(file, request))
        .slice(0, request.limit);
    },

    async rename(owner, id, { fileName, at }) {
      const file = visible(owner, id);
      if (!file || file.status !== 'active') return 'not-found';
      const place = { folderPath: file.folderPath, fileName };
      if (!isSamePlace(file, place) && isTaken(owner, place)) return 'name-taken';
      return putFile({ ...file, fileName, updatedAt: at });
    },

    async trash(owner, id, at) {
      const file = visible(owner, id);
      if (!file || file.status === 'trashed') return file;
      return putFile({ ...file, status: 'trashed', trashedAt: at, updatedAt: at });
    },

    async restore(owner, id, at) {
      const file = visible(owner, id);
      if (!file || file.status === 'active') return file;
      const fileName = freeName(owner, file);
      return putFile({ ...file, fileName, status: 'active', trashedAt: null, updatedAt: at });
    },

    async beginPurge(owner, id) {
      const file = files.get(id);
      if (!file || file.owner !== owner) return 'not-found';
      if (file.status === 'active') return 'not-in-trash';
      return putFile({ ...file, status: 'purging' });
    },

    async finishPurge(id, { sealedUntil }) {
      const file = files.get(id);
      if (file?.status !== 'purging') return false;
      files.delete(id);
      ledgerOf(file.owner).usedSpace -= file.sizeBytes;
      for (const session of sessions.values()) {
        if (session.fileId === id) put({ ...session, fileId: null, sealedUntil });
      }
      return true;
    },

    async findPurging({ after, limit }) {
      return pageById(
        [...files.values()].filter((file) => file.status === 'purging'),
        after,
        limit,
      );
    },
  };

  return {
    uploads,
    files: fileCatalog,
    quotas: {
      async get(owner) {
        const mine = [...files.values()].filter((file) => file.owner === owner);
        const trashed = mine.filter((file) => file.status === 'trashed');
        return {
          owner,
          ...ledgerOf(owner),
          trashedSpace: trashed.reduce((sum, file) => sum + file.sizeBytes, 0),
          fileCount: mine.filter((file) => file.status === 'active').length,
        };
      },
    },
    setQuota: (owner, totalLimit) => void (ledgerOf(owner).totalLimit = totalLimit),
  };
}

/** As the database's own constraint: nobody is charged more than was reserved. */
function requireWithinCeiling({ isCeiling, sizeBytes }: UploadSessionRecord, claimedBytes: number): void {
  if (!isCeiling || claimedBytes < 1 || claimedBytes > sizeBytes)
    throw new RangeError(`${claimedBytes} bytes claimed where ${sizeBytes} are reserved`);
}

/** The same name in the same folder to a person. */
function isSamePlace(a: FilePlace, b: FilePlace): boolean {
  return (
    fileNameKey(a.fileName) === fileNameKey(b.fileName) &&
    folderPathKey(a.folderPath) === folderPathKey(b.folderPath)
  );
}

function isListed(file: StoredFileRecord, request: FilePageRequest): boolean {
  return (
    file.owner === request.owner &&
    file.status === (request.trashed ? 'trashed' : 'active') &&
    fileNameKey(file.fileName).includes(request.search) &&
    (request.projectId === null || file.projectId === request.projectId)
  );
}

function compare(a: StoredFileRecord, b: StoredFileRecord, { sort, order }: FilePageRequest): number {
  const ascending = compareValues(sortValue(sort, a), sortValue(sort, b)) || compareValues(a.id, b.id);
  return order === 'asc' ? ascending : -ascending;
}

function isAfter(file: StoredFileRecord, { sort, order, after }: FilePageRequest): boolean {
  if (!after) return true;
  const ascending = compareValues(sortValue(sort, file), after.value) || compareValues(file.id, after.id);
  return order === 'asc' ? ascending > 0 : ascending < 0;
}

/** Text by code point, as PostgreSQL's "C" collation orders UTF-8. */
function compareValues(a: string | number, b: string | number): number {
  if (typeof a === 'number' || typeof b === 'number') return Number(a) - Number(b);
  const [left, right] = [[...a], [...b]];
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function pageById<Item extends { readonly id: string }>(
  items: readonly Item[],
  after: string | null,
  limit: number,
): Item[] {
  const sorted = items.toSorted((a, b) => compareValues(a.id, b.id));
  return sorted.filter((item) => after === null || item.id > after).slice(0, limit);
}
