import type { MemoryChanges } from './memory-changes.ts';
import { fileChange, folderChange, TellingMap } from './telling-map.ts';
import { fileNameKey, numberedFolderName, numberedName } from '@dawg/contract/file-name';
import { folderNames } from '@dawg/contract/folder-path';
import { MAX_COUNTED, MAX_FOLDER_DEPTH, MAX_TAGS } from '@dawg/contract/limits';
import { tagKey } from '@dawg/contract/tags';
import type { OnConflict } from '@dawg/contract/wire';
import { sortValue } from '../src/files/list-files.ts';
import type { StoredFileRecord } from '../src/files/stored-file.ts';
import type { FolderRecord } from '../src/folders/folder.ts';
import type {
  Description,
  FileCatalog,
  FilePageRequest,
  ItemOutcome,
  PlaceBelow,
  Placing,
  Range,
} from '../src/ports/file-catalog.ts';
import type { FolderCatalog, FolderOutcome } from '../src/ports/folder-catalog.ts';
import type { QuotaRecord } from '../src/ports/quota-catalog.ts';
import type { Catalogs } from '../src/ports/ports.ts';
import type { StatisticsCatalog } from '../src/ports/statistics-catalog.ts';
import type { TrashCatalog } from '../src/ports/trash-catalog.ts';
import type { FileDraft } from '../src/ports/upload-catalog.ts';
import type { VersionCatalog } from '../src/ports/version-catalog.ts';
import { claimedSize, type UploadSessionRecord } from '../src/uploads/upload-session.ts';
import type { FileVersionRecord } from '../src/versions/file-version.ts';
import { compareValues, pageById } from './in-order.ts';
import { createMemoryAnalyses } from './memory-analyses.ts';
import {
  memoryAnalysisCatalog,
  type FileRow,
  type LibraryRows,
  type VersionRow,
} from './memory-analysis-catalog.ts';
import { createMemoryScans, memoryScanCatalog } from './memory-scan-catalog.ts';

interface FolderRow extends FolderRecord {
  readonly trashedWith: string | null;
}

/** Gives back what a purge has freed, and notes with the upload until when its key is sealed. */
export type Release = (freed: {
  readonly owner: string;
  readonly sizeBytes: number;
  readonly storageKey: string;
  readonly sealedUntil: Date | null;
  /** The file that is gone, unless it was one of its versions. */
  readonly goneFileId: string | null;
}) => void;

/** Files, versions and folders in memory. Each method runs in one turn, so each is atomic. */
export interface MemoryLibrary extends Omit<Catalogs, 'uploads' | 'quotas' | 'tickets'> {
  /** What settling a session makes: a file, or a version of one. */
  bear(session: UploadSessionRecord, draft: FileDraft): StoredFileRecord | 'name-taken';
  /** Has a version wait for its first scan, as one does that was just uploaded. */
  beginScan(versionId: string): void;
  spaceOf(owner: string): Omit<QuotaRecord, 'owner' | 'totalLimit' | 'usedSpace' | 'reservedSpace'>;
}

export function createMemoryLibrary(release: Release, changes: MemoryChanges): MemoryLibrary {
  const files = new TellingMap<FileRow>(changes, fileChange);
  const folders = new TellingMap<FolderRow>(changes, folderChange);
  const versions = new Map<string, VersionRow>();
  const analyses = createMemoryAnalyses();
  const scans = createMemoryScans();

  const foldersTo = (id: string | null): FolderRow[] => {
    const folder = id === null ? undefined : folders.get(id);
    return folder ? [...foldersTo(folder.parentId), folder] : [];
  };
  const toRecord = ({ trashedWith: _, ...row }: FileRow): StoredFileRecord => ({
    ...row,
    audio: analyses.summaryOf(row.versionId),
    scan: scans.summaryOf(row.versionId),
    folderPath: foldersTo(row.folderId)
      .map(({ name }) => name)
      .join('/'),
  });
  const toFolderRecord = ({ trashedWith: _, ...row }: FolderRow): FolderRecord => row;
  const put = (file: FileRow): StoredFileRecord => {
    files.set(file.id, file);
    return toRecord(file);
  };
  const putFolder = (folder: FolderRow): FolderRecord => {
    folders.set(folder.id, folder);
    return toFolderRecord(folder);
  };
  const visible = (owner: string, id: string): FileRow | null => {
    const file = files.get(id);
    return file && file.owner === owner && file.status !== 'purging' ? file : null;
  };
  const activeAt = (owner: string, folderId: string | null, fileName: string): FileRow | undefined =>
    [...files.values()].find(
      (file) =>
        file.owner === owner &&
        file.status === 'active' &&
        file.folderId === folderId &&
        fileNameKey(file.fileName) === fileNameKey(fileName),
    );
  const activeFolderAt = (owner: string, parentId: string | null, name: string): FolderRow | undefined =>
    [...folders.values()].find(
      (folder) =>
        folder.owner === owner &&
        folder.status === 'active' &&
        folder.parentId === parentId &&
        fileNameKey(folder.name) === fileNameKey(name),
    );
  const folderOf = (owner: string, id: string): FolderRow | null => {
    const folder = folders.get(id);
    return folder?.owner === owner ? folder : null;
  };
  const isActive = (owner: string, id: string | null) =>
    id === null || folderOf(owner, id)?.status === 'active';
  /** The folder itself or the nearest one above that is active; null for the top. */
  const living = (id: string | null): string | null =>
    foldersTo(id)
      .toReversed()
      .find(({ status }) => status === 'active')?.id ?? null;
  const childrenOf = (id: string) => [...folders.values()].filter(({ parentId }) => parentId === id);
  /** The folder and those in it, as deep as `goesOn` holds. */
  const below = (folder: FolderRow, goesOn: (child: FolderRow) => boolean): FolderRow[] => [
    folder,
    ...childrenOf(folder.id)
      .filter(goesOn)
      .flatMap((child) => below(child, goesOn)),
  ];
  const heightOf = (folder: FolderRow): number =>
    1 + Math.max(0, ...childrenOf(folder.id).map((child) => heightOf(child)));
  const filesIn = (ids: ReadonlySet<string>) =>
    [...files.values()].filter(({ folderId }) => folderId !== null && ids.has(folderId));

  const freeName = (owner: string, folderId: string | null, fileName: string): string => {
    for (let number = 2, candidate = fileName; ; candidate = numberedName(fileName, number++)) {
      if (!activeAt(owner, folderId, candidate)) return candidate;
    }
  };
  const freeFolderName = (owner: string, parentId: string | null, name: string): string => {
    for (let number = 2, candidate = name; ; candidate = numberedFolderName(name, number++)) {
      if (!activeFolderAt(owner, parentId, candidate)) return candidate;
    }
  };
  /** The folder at the end of a path, or undefined where one of it is missing. */
  const resolve = (owner: string, { folderId, folderPath }: Omit<PlaceBelow, 'fileName'>) => {
    let at: string | null = living(folderId);
    for (const name of folderNames(folderPath)) {
      const next = activeFolderAt(owner, at, name);
      if (!next) return undefined;
      at = next.id;
    }
    return at;
  };
  const makePath = (owner: string, { folderId, folderPath }: Omit<PlaceBelow, 'fileName'>, at: Date) => {
    let parentId: string | null = living(folderId);
    for (const name of folderNames(folderPath)) {
      const next: { readonly id: string } =
        activeFolderAt(owner, parentId, name) ??
        putFolder(newFolder({ id: crypto.randomUUID(), owner, parentId, name, at }));
      parentId = next.id;
    }
    return parentId;
  };
  const trashOne = (file: FileRow, at: Date, trashedWith: string | null = null) =>
    put({ ...file, status: 'trashed', trashedAt: at, trashedWith, updatedAt: at });

  /** Puts a file into a place; `call` are those of the same call, which it does not replace. */
  const place = (
    file: FileRow,
    { folderId, fileName }: { readonly folderId: string | null; readonly fileName: string },
    { onConflict, at }: Placing,
    call: ReadonlySet<string>,
  ): ItemOutcome => {
    const other = activeAt(file.owner, folderId, fileName);
    const isTaken = other !== undefined && other.id !== file.id;
    const rule: OnConflict =
      isTaken && onConflict === 'replace' && call.has(other.id) ? 'keep-both' : onConflict;
    if (isTaken && rule === 'fail') return { kind: 'name-taken' };
    if (isTaken && rule === 'skip') return { kind: 'skipped', file: toRecord(file) };
    if (isTaken && rule === 'replace') trashOne(other, at);
    const name = isTaken && rule === 'keep-both' ? freeName(file.owner, folderId, fileName) : fileName;
    const active = { status: 'active', trashedAt: null, trashedWith: null } as const;
    return { kind: 'done', file: put({ ...file, ...active, folderId, fileName: name, updatedAt: at }) };
  };
  const each = (
    owner: string,
    ids: readonly string[],
    change: (file: FileRow, call: ReadonlySet<string>) => ItemOutcome,
  ): ItemOutcome[] => {
    const call = new Set(ids);
    return ids.map((id) => {
      const file = visible(owner, id);
      return file ? change(file, call) : { kind: 'not-found' };
    });
  };
  const done = (file: FileRow): ItemOutcome => ({ kind: 'done', file: toRecord(file) });

  const fileCatalog: FileCatalog = {
    async find(owner, id) {
      const file = visible(owner, id);
      return file && toRecord(file);
    },

    async findPublic(token) {
      const file = [...files.values()].find(({ publicToken }) => publicToken === token);
      return file?.status === 'active' ? toRecord(file) : null;
    },

    async findBelow(owner, folderId, limit) {
      const folder = folderOf(owner, folderId);
      if (folder?.status !== 'active') return null;
      const ids = new Set(below(folder, ({ status }) => status === 'active').map(({ id }) => id));
      return filesIn(ids)
        .filter(({ status }) => status === 'active')
        .map(toRecord)
        .toSorted((a, b) => compareValues(placeKey(a), placeKey(b)))
        .slice(0, limit);
    },

    async findAt(owner, wanted) {
      const folderId = resolve(owner, wanted);
      const file = folderId === undefined ? undefined : activeAt(owner, folderId, wanted.fileName);
      return file ? toRecord(file) : null;
    },

    async findActive(owner, ids) {
      return ids.flatMap((id) => {
        const file = files.get(id);
        return file?.owner === owner && file.status === 'active' ? [toRecord(file)] : [];
      });
    },

    async findTaken(owner, places) {
      return places.flatMap((wanted, index) => {
        const folderId = resolve(owner, wanted);
        return folderId !== undefined && activeAt(owner, folderId, wanted.fileName) ? [index] : [];
      });
    },

    async page(request) {
      return [...files.values()]
        .filter((file) => isListed(file, request, analyses.textsOf(file.versionId)))
        .map(toRecord)
        .toSorted((a, b) => compare(a, b, request))
        .filter((file) => isAfter(file, request))
        .slice(0, request.limit);
    },

    async rename(owner, id, { fileName, ...placing }) {
      const file = visible(owner, id);
      if (file?.status !== 'active') return { kind: 'not-found' };
      return place(file, { folderId: file.folderId, fileName }, placing, new Set());
    },

    async describe(owner, id, { at, ...change }) {
      const file = visible(owner, id);
      if (!file) return null;
      return put({ ...file, ...described(file, change), updatedAt: at });
    },

    async tag(owner, ids, { add, remove, at }) {
      const gone = new Set(remove.map(tagKey));
      return each(owner, ids, (file) => {
        const kept = file.tags.filter((tag) => !gone.has(tagKey(tag)));
        const has = new Set(kept.map(tagKey));
        const tags = [...kept, ...add.filter((tag) => !has.has(tagKey(tag)))];
        if (tags.length > MAX_TAGS) return { kind: 'too-many-tags' };
        return { kind: 'done', file: put({ ...file, tags, updatedAt: at }) };
      });
    },

    async move(owner, ids, { folderId, ...placing }) {
      if (!isActive(owner, folderId)) return 'folder-not-found';
      return each(owner, ids, (file, call) => {
        if (file.status !== 'active') return { kind: 'not-found' };
        if (file.folderId === folderId) return done(file);
        return place(file, { folderId, fileName: file.fileName }, placing, placing.together ?? call);
      });
    },

    async trash(owner, ids, at) {
      return each(owner, ids, (file) =>
        file.status === 'trashed' ? done(file) : { kind: 'done', file: trashOne(file, at) },
      );
    },

    async restore(owner, ids, placing) {
      return each(owner, ids, (file, call) => {
        if (file.status === 'active') return done(file);
        return place(
          file,
          { folderId: living(file.folderId), fileName: file.fileName },
          placing,
          placing.together ?? call,
        );
      });
    },

    async beginPurge(owner, ids) {
      return ids.map((id): ItemOutcome => {
        const file = files.get(id);
        if (file?.owner !== owner) return { kind: 'not-found' };
        if (file.status === 'active') return { kind: 'not-in-trash' };
        return { kind: 'done', file: put({ ...file, status: 'purging' }) };
      });
    },

    async finishPurge(owner, purged) {
      const ids = new Set(purged.map(({ id }) => id));
      if ([...versions.values()].some(({ fileId }) => ids.has(fileId)))
        throw new Error('a file has earlier versions yet');
      let gone = 0;
      for (const { id, sealedUntil } of purged) {
        const file = files.get(id);
        if (file?.owner !== owner || file.status !== 'purging') continue;
        files.delete(id);
        analyses.rows.delete(file.versionId);
        scans.rows.delete(file.versionId);
        release({ ...file, sealedUntil, goneFileId: id });
        gone += 1;
      }
      return gone;
    },

    async findPurging({ after, limit }) {
      const purging = [...files.values()].filter((file) => file.status === 'purging');
      return pageById(purging, after, limit).map(toRecord);
    },
  };

  const folderDone = (folder: FolderRow): FolderOutcome => ({ kind: 'done', folder: putFolder(folder) });
  /** Puts a folder under a name into a parent; `there` is the folder as it is, null for a new one. */
  const placeFolder = (
    wanted: FolderRow,
    there: FolderRow | null,
    onConflict: Exclude<OnConflict, 'replace'>,
    put: (folder: FolderRow) => void = () => {},
  ): FolderOutcome => {
    const { owner, parentId, name } = wanted;
    const other = activeFolderAt(owner, parentId, name);
    const isTaken = other !== undefined && other.id !== wanted.id;
    if (isTaken && onConflict === 'fail') return { kind: 'name-taken' };
    if (isTaken && onConflict === 'skip') return { kind: 'skipped', folder: toFolderRecord(there ?? other) };
    const placed = isTaken ? { ...wanted, name: freeFolderName(owner, parentId, name) } : wanted;
    put(placed);
    return folderDone(placed);
  };
  const purgeFolder = (folder: FolderRow): void => {
    const group = folder.trashedWith;
    const gone = below(folder, (child) => child.trashedWith === group);
    const ids = new Set(gone.map(({ id }) => id));
    for (const file of filesIn(ids)) {
      const goes = file.status === 'trashed' && file.trashedWith === group;
      files.set(file.id, {
        ...file,
        folderId: goes || file.status === 'purging' ? null : folder.parentId,
        status: goes ? 'purging' : file.status,
      });
    }
    for (const { id } of gone) folders.delete(id);
    for (const child of folders.values()) {
      if (child.parentId !== null && ids.has(child.parentId))
        folders.set(child.id, { ...child, parentId: folder.parentId });
    }
  };

  const folderCatalog: FolderCatalog = {
    async findPath(owner, id) {
      return folderOf(owner, id) ? foldersTo(id).map(toFolderRecord) : null;
    },

    async page({ owner, from, after, limit }) {
      const inOrder = (a: FolderRow, b: FolderRow) =>
        compareValues(fileNameKey(a.name), fileNameKey(b.name)) || compareValues(a.id, b.id);
      const last = after ? { name: String(after.value), id: after.id } : null;
      return [...folders.values()]
        .filter((folder) => folder.owner === owner)
        .filter((folder) =>
          from === 'trash'
            ? folder.trashedWith === folder.id
            : folder.status === 'active' && folder.parentId === from.parentId,
        )
        .toSorted(inOrder)
        .filter((folder) => !last || inOrder(folder, { ...folder, ...last }) > 0)
        .slice(0, limit)
        .map((folder) => ({
          ...toFolderRecord(folder),
          fileCount: Math.min(
            MAX_COUNTED,
            filesIn(new Set([folder.id])).filter(({ status }) => status === folder.status).length,
          ),
          folderCount: Math.min(
            MAX_COUNTED,
            childrenOf(folder.id).filter(({ status }) => status === folder.status).length,
          ),
        }));
    },

    async create(owner, { id, name, parentId, onConflict, at }) {
      if (!isActive(owner, parentId)) return { kind: 'folder-not-found' };
      if (foldersTo(parentId).length >= MAX_FOLDER_DEPTH) return { kind: 'folder-too-deep' };
      return placeFolder(newFolder({ id, owner, parentId, name, at }), null, onConflict);
    },

    async rename(owner, id, { name, onConflict, at }) {
      const folder = folderOf(owner, id);
      if (folder?.status !== 'active') return { kind: 'folder-not-found' };
      return placeFolder({ ...folder, name, updatedAt: at }, folder, onConflict);
    },

    async move(owner, id, { parentId, onConflict, at }) {
      const folder = folderOf(owner, id);
      if (folder?.status !== 'active' || !isActive(owner, parentId)) return { kind: 'folder-not-found' };
      if (folder.parentId === parentId) return { kind: 'done', folder: toFolderRecord(folder) };
      const above = foldersTo(parentId);
      if (above.some((parent) => parent.id === id)) return { kind: 'folder-into-itself' };
      if (above.length + heightOf(folder) > MAX_FOLDER_DEPTH) return { kind: 'folder-too-deep' };
      return placeFolder({ ...folder, parentId, updatedAt: at }, folder, onConflict);
    },

    async trash(owner, id, at) {
      const folder = folderOf(owner, id);
      if (!folder) return { kind: 'folder-not-found' };
      if (folder.status === 'trashed') return { kind: 'done', folder: toFolderRecord(folder) };
      const gone = below(folder, (child) => child.status === 'active');
      for (const one of gone)
        putFolder({ ...one, status: 'trashed', trashedAt: at, trashedWith: id, updatedAt: at });
      for (const file of filesIn(new Set(gone.map((one) => one.id)))) {
        if (file.status === 'active') trashOne(file, at, id);
      }
      return { kind: 'done', folder: toFolderRecord(folderOf(owner, id) ?? folder) };
    },

    async restore(owner, id, { onConflict, at }) {
      const folder = folderOf(owner, id);
      if (!folder) return { kind: 'folder-not-found' };
      if (folder.status === 'active') return { kind: 'done', folder: toFolderRecord(folder) };
      const group = folder.trashedWith;
      const active = { status: 'active', trashedAt: null, trashedWith: null, updatedAt: at } as const;
      const back = below(folder, (child) => child.trashedWith === group);
      const wanted = { ...folder, ...active, parentId: living(folder.parentId) };
      return placeFolder(wanted, folder, onConflict, () => {
        for (const one of back) putFolder({ ...one, ...active });
        for (const file of filesIn(new Set(back.map((one) => one.id)))) {
          if (file.status === 'trashed' && file.trashedWith === group) put({ ...file, ...active });
        }
      });
    },

    async purge(owner, id) {
      const folder = folderOf(owner, id);
      if (!folder) return { kind: 'folder-not-found' };
      if (folder.status === 'active') return { kind: 'folder-not-in-trash' };
      purgeFolder(folder);
      return { kind: 'done', folder: toFolderRecord(folder) };
    },
  };

  const versionsOf = (fileId: string) =>
    [...versions.values()].filter((version) => version.fileId === fileId);
  const toVersionRecord = ({ isPurging: _, ...version }: VersionRow): FileVersionRecord => ({
    ...version,
    scan: scans.summaryOf(version.id),
  });
  const keepVersion = (file: FileRow, at: Date): void =>
    void versions.set(file.versionId, {
      id: file.versionId,
      owner: file.owner,
      fileId: file.id,
      contentType: file.contentType,
      sizeBytes: file.sizeBytes,
      checksum: file.checksum,
      storageKey: file.storageKey,
      uploadedAt: file.uploadedAt,
      replacedAt: at,
      putUntil: file.putUntil,
      isPurging: false,
    });
  /** The present version and an earlier one change places. */
  const presentVersion = (file: FileRow, version: VersionRow, at: Date): StoredFileRecord => {
    versions.delete(version.id);
    keepVersion(file, at);
    const { id: versionId, contentType, sizeBytes, checksum, storageKey, uploadedAt, putUntil } = version;
    const bytes = { versionId, contentType, sizeBytes, checksum, storageKey, uploadedAt, putUntil };
    const durationSeconds = analyses.rows.get(versionId)?.facts?.description.durationSeconds ?? null;
    return put({ ...file, ...bytes, durationSeconds, updatedAt: at });
  };
  const versionCatalog: VersionCatalog = {
    async list(owner, fileId) {
      if (!visible(owner, fileId)) return null;
      return versionsOf(fileId)
        .filter(({ isPurging }) => !isPurging)
        .toSorted(
          (a, b) =>
            compareValues(b.replacedAt.getTime(), a.replacedAt.getTime()) || compareValues(b.id, a.id),
        )
        .map(toVersionRecord);
    },

    async restore(owner, fileId, versionId, at) {
      const file = visible(owner, fileId);
      if (file?.status !== 'active') return 'file-not-found';
      const version = versionsOf(fileId).find(({ id, isPurging }) => id === versionId && !isPurging);
      if (!version) return 'version-not-found';
      const { state } = scans.summaryOf(versionId);
      if (state === 'scanning') return 'file-not-scanned-yet';
      if (state === 'infected') return 'file-quarantined';
      return presentVersion(file, version, at);
    },

    async beginPurge(owner, fileId, versionId) {
      const version = visible(owner, fileId) && versionsOf(fileId).find(({ id }) => id === versionId);
      if (!version) return null;
      versions.set(versionId, { ...version, isPurging: true });
      return toVersionRecord(version);
    },

    async ofPurgingFile(fileId) {
      return files.get(fileId)?.status === 'purging' ? versionsOf(fileId).map(toVersionRecord) : [];
    },

    async finishPurge(id, { sealedUntil }) {
      const version = versions.get(id);
      const isGoing = version?.isPurging || files.get(version?.fileId ?? '')?.status === 'purging';
      if (!version || !isGoing) return false;
      versions.delete(id);
      analyses.rows.delete(id);
      scans.rows.delete(id);
      release({ ...version, sealedUntil, goneFileId: null });
      return true;
    },

    async findPurging({ after, limit }) {
      const purging = [...versions.values()].filter(({ isPurging }) => isPurging);
      return pageById(purging, after, limit).map(toVersionRecord);
    },
  };

  const isOld = ({ trashedAt }: { readonly trashedAt: Date | null }, by: Date) =>
    trashedAt !== null && trashedAt <= by;
  const trash: TrashCatalog = {
    async beginEmptying(owner, { trashedBy, limit }) {
      const tops = [...folders.values()]
        .filter(
          (folder) => folder.owner === owner && folder.trashedWith === folder.id && isOld(folder, trashedBy),
        )
        .slice(0, limit);
      for (const folder of tops) purgeFolder(folder);
      const old = [...files.values()]
        .filter((file) => file.owner === owner && file.status === 'trashed' && isOld(file, trashedBy))
        .slice(0, limit);
      for (const file of old) put({ ...file, status: 'purging' });
      return { taken: tops.length + old.length };
    },

    async findOwners(trashedBy, { after, limit }) {
      const old = [
        ...[...files.values()].filter((file) => file.status === 'trashed' && isOld(file, trashedBy)),
        ...[...folders.values()].filter(
          (folder) => folder.trashedWith === folder.id && isOld(folder, trashedBy),
        ),
      ];
      return [...new Set(old.map(({ owner }) => owner))]
        .toSorted(compareValues)
        .filter((owner) => after === null || compareValues(owner, after) > 0)
        .slice(0, limit);
    },
  };

  const active = (owner: string) =>
    [...files.values()].filter((file) => file.owner === owner && file.status === 'active');
  const oldestFirst = (a: FileRow, b: FileRow) =>
    compareValues(a.uploadedAt.getTime(), b.uploadedAt.getTime()) || compareValues(a.id, b.id);
  const statistics: StatisticsCatalog = {
    async totals(owner) {
      const mine = active(owner);
      const by = (keyOf: (file: FileRow) => string | null) =>
        [...Map.groupBy(mine, keyOf)].map(([key, group]) => ({ key, ...totalOf(group) }));
      return {
        ...totalOf(mine),
        byType: by((file) => file.contentType).map(({ key, ...total }) => ({
          contentType: key ?? '',
          ...total,
        })),
        byProject: by((file) => file.projectId).map(({ key, ...total }) => ({ projectId: key, ...total })),
        byMonth: by((file) => file.uploadedAt.toISOString().slice(0, 7)).map(({ key, ...total }) => ({
          month: key ?? '',
          ...total,
        })),
      };
    },

    async findCopies(owner, { sizeBytes, checksum }, limit) {
      return active(owner)
        .filter((file) => file.sizeBytes === sizeBytes && file.checksum === checksum)
        .toSorted(oldestFirst)
        .slice(0, limit)
        .map(toRecord);
    },

    async duplicates(owner, { after, limit, filesEach }) {
      return [...Map.groupBy(active(owner), ({ sizeBytes, checksum }) => `${sizeBytes} ${checksum}`).values()]
        .filter((group) => group.length > 1)
        .map((group) => ({
          sizeBytes: group[0]?.sizeBytes ?? 0,
          checksum: group[0]?.checksum ?? '',
          fileCount: group.length,
          files: group.toSorted(oldestFirst).slice(0, filesEach).map(toRecord),
        }))
        .toSorted((a, b) => b.sizeBytes - a.sizeBytes || compareValues(b.checksum, a.checksum))
        .filter(
          (group) =>
            !after ||
            (after.sizeBytes - group.sizeBytes || compareValues(after.checksum, group.checksum)) > 0,
        )
        .slice(0, limit);
    },
  };

  const rows: LibraryRows = {
    files,
    versions,
    visible,
    toRecord,
    toVersionRecord,
    put,
    findVersion(versionId) {
      const present = [...files.values()].find((file) => file.versionId === versionId);
      if (present) return present.status === 'purging' ? null : { file: present, version: null };
      const version = versions.get(versionId);
      const file = version && files.get(version.fileId);
      return version && !version.isPurging && file && file.status !== 'purging' ? { file, version } : null;
    },
    presentEarlier(file, at) {
      const [before] = versionsOf(file.id)
        .filter(({ id, isPurging }) => !isPurging && scans.summaryOf(id).state !== 'infected')
        .toSorted(
          (a, b) =>
            compareValues(b.replacedAt.getTime(), a.replacedAt.getTime()) || compareValues(b.id, a.id),
        );
      if (before) presentVersion(file, before, at);
      return before !== undefined;
    },
  };
  return {
    beginScan(versionId) {
      const row = scans.rows.get(versionId);
      if (row) scans.rows.set(versionId, { ...row, state: 'scanning' });
    },
    analyses: memoryAnalysisCatalog(analyses, rows),
    scans: memoryScanCatalog(scans, rows, (owner, fileId) => changes.record(owner, 'file-changed', fileId)),
    files: fileCatalog,
    folders: folderCatalog,
    versions: versionCatalog,
    trash,
    statistics,

    bear(session, draft) {
      const { owner, onConflict } = session;
      const taken = resolve(owner, session);
      const there = taken === undefined ? undefined : activeAt(owner, taken, session.fileName);
      if (there && (onConflict === 'fail' || onConflict === 'skip')) return 'name-taken';
      const bytes = {
        versionId: draft.versionId,
        contentType: session.contentType,
        sizeBytes: claimedSize(session),
        checksum: draft.checksum,
        durationSeconds: null,
        storageKey: session.storageKey,
        uploadedAt: draft.at,
        updatedAt: draft.at,
        putUntil: draft.putUntil,
      };
      analyses.begin({ ...bytes, owner });
      scans.begin({ versionId: draft.versionId, owner, scan: draft.scan });
      if (there && onConflict === 'replace') {
        keepVersion(there, draft.at);
        const { projectId } = session.projectId === null ? there : session;
        return put({ ...there, ...bytes, projectId, ...described(there, session.description) });
      }
      const folderId = makePath(owner, session, draft.at);
      return put({
        ...bytes,
        id: draft.id,
        owner,
        status: 'active',
        folderId,
        fileName: freeName(owner, folderId, session.fileName),
        originalName: session.fileName,
        projectId: session.projectId,
        tags: [],
        metadata: {},
        isFavourite: false,
        publicToken: null,
        trashedAt: null,
        trashedWith: null,
        ...described({ publicToken: null }, session.description),
      });
    },

    spaceOf(owner) {
      const mine = [...files.values()].filter((file) => file.owner === owner);
      const [active, trashed] = (['active', 'trashed'] as const).map((wanted) =>
        totalOf(mine.filter(({ status }) => status === wanted)),
      );
      return {
        fileSpace: active?.sizeBytes ?? 0,
        fileCount: active?.fileCount ?? 0,
        trashedSpace: trashed?.sizeBytes ?? 0,
        trashedCount: trashed?.fileCount ?? 0,
        versionSpace: totalOf([...versions.values()].filter((version) => version.owner === owner)).sizeBytes,
      };
    },
  };
}

/** What a description changes; a public file keeps its token. */
function described(
  { publicToken }: Pick<FileRow, 'publicToken'>,
  { isPublic, ...said }: Description,
): Partial<FileRow> {
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  if (isPublic === undefined) return given;
  const token = () => `${crypto.randomUUID()}${crypto.randomUUID()}`.replaceAll('-', '');
  return { ...given, publicToken: isPublic ? (publicToken ?? token()) : null };
}

function placeKey({ folderPath, fileName }: StoredFileRecord): string {
  return fileNameKey(`${folderPath}/${fileName}`);
}

function newFolder({
  id,
  owner,
  parentId,
  name,
  at,
}: Pick<FolderRow, 'id' | 'owner' | 'parentId' | 'name'> & { readonly at: Date }): FolderRow {
  const times = { createdAt: at, updatedAt: at, trashedAt: null, trashedWith: null };
  return { id, owner, parentId, name, status: 'active', ...times };
}

function totalOf(items: readonly { readonly sizeBytes: number }[]) {
  return { fileCount: items.length, sizeBytes: items.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
}

function isListed(
  file: FileRow,
  { owner, trashed, selection }: FilePageRequest,
  heard: readonly string[],
): boolean {
  const { search, projectId, folder, tagKey: wantedTag, contentType, isFavourite } = selection;
  const tags = file.tags.map(tagKey);
  return (
    file.owner === owner &&
    file.status === (trashed ? 'trashed' : 'active') &&
    [fileNameKey(file.fileName), ...tags, ...heard].some((text) => text.includes(search)) &&
    (projectId === null || file.projectId === projectId) &&
    (folder === null || file.folderId === folder.id) &&
    (wantedTag === null || tags.includes(wantedTag)) &&
    (contentType === null || file.contentType === contentType) &&
    (isFavourite === null || file.isFavourite === isFavourite) &&
    isWithin(file.sizeBytes, selection.sizeBytes) &&
    isWithin(file.durationSeconds, selection.durationSeconds) &&
    isWithin(file.uploadedAt, { ...selection.uploadedAt, to: null }) &&
    (selection.uploadedAt.to === null || file.uploadedAt < selection.uploadedAt.to)
  );
}

/** An unknown value is within no limit. */
function isWithin<Value extends number | Date>(value: Value | null, { from, to }: Range<Value>): boolean {
  if (from === null && to === null) return true;
  return value !== null && (from === null || value >= from) && (to === null || value <= to);
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
