import type { StoredFileRecord } from '../src/files/stored-file.ts';
import type { AnalysisCatalog } from '../src/ports/analysis-catalog.ts';
import type { FileVersionRecord } from '../src/versions/file-version.ts';
import { compareValues } from './in-order.ts';
import type { MemoryAnalyses } from './memory-analyses.ts';

type FileRow = Omit<StoredFileRecord, 'folderPath' | 'audio'> & { readonly trashedWith: string | null };
type VersionRow = FileVersionRecord & { readonly isPurging: boolean };

/** What the library lends: its rows, and how it writes them. */
export interface LibraryRows {
  readonly files: ReadonlyMap<string, FileRow>;
  readonly versions: Map<string, VersionRow>;
  visible(owner: string, id: string): FileRow | null;
  toRecord(file: FileRow): StoredFileRecord;
  toVersionRecord(version: VersionRow): FileVersionRecord;
  keepVersion(file: FileRow, at: Date): void;
  put(file: FileRow): StoredFileRecord;
}

/** The `AnalysisCatalog` in memory. */
export function memoryAnalysisCatalog(analyses: MemoryAnalyses, library: LibraryRows): AnalysisCatalog {
  const { rows } = analyses;
  const fileWith = (versionId: string) =>
    [...library.files.values()].find((file) => file.versionId === versionId && file.status !== 'purging');
  const earlier = (versionId: string) => {
    const version = library.versions.get(versionId);
    const file = version && library.files.get(version.fileId);
    return version && !version.isPurging && file && file.status !== 'purging' ? { version, file } : null;
  };
  const latestEarlier = (fileId: string) =>
    [...library.versions.values()]
      .filter((version) => version.fileId === fileId && !version.isPurging)
      .toSorted(
        (a, b) => compareValues(b.replacedAt.getTime(), a.replacedAt.getTime()) || compareValues(b.id, a.id),
      )[0];
  const beginVersionPurge = (versionId: string): FileVersionRecord | null => {
    const version = library.versions.get(versionId);
    if (!version) return null;
    library.versions.set(versionId, { ...version, isPurging: true });
    return library.toVersionRecord(version);
  };

  return {
    ...analyses.lists,

    async findSubject(versionId) {
      const row = rows.get(versionId);
      const found = fileWith(versionId);
      const kept = earlier(versionId);
      const bytes = found ?? kept?.version;
      if (!row || !bytes) return null;
      const { owner, contentType, sizeBytes, storageKey } = bytes;
      const fileName = (found ?? kept?.file)?.originalName ?? '';
      return { versionId, owner, fileName, contentType, sizeBytes, storageKey, state: row.state };
    },

    async record(versionId, finding) {
      const row = rows.get(versionId);
      const file = fileWith(versionId);
      if (!row || (!file && !earlier(versionId))) return false;
      if (finding.state !== 'ready') {
        rows.set(versionId, { ...row, state: finding.state });
      } else {
        const { facts, waveform, artefacts } = finding;
        rows.set(versionId, { ...row, state: 'ready', facts, waveform, artefacts });
      }
      const known = rows.get(versionId)?.facts?.description.durationSeconds ?? null;
      if (file) library.put({ ...file, durationSeconds: known });
      return true;
    },

    async reject(versionId, { id, code, reason, at }) {
      const file = fileWith(versionId);
      const kept = earlier(versionId);
      const subject = file ?? kept?.file;
      if (!rows.has(versionId) || !subject) return { kind: 'gone' };
      const { sizeBytes, owner } = file ?? kept?.version ?? subject;
      const { fileName } = subject;
      const { folderPath } = library.toRecord(subject);
      analyses.rejected.set(id, {
        id,
        fileId: subject.id,
        owner,
        fileName,
        folderPath,
        sizeBytes,
        code,
        reason,
        rejectedAt: at,
      });
      const before = file && latestEarlier(file.id);
      if (file && !before) return { kind: 'file', file: library.put({ ...file, status: 'purging' }) };
      if (file && before) {
        library.keepVersion(file, at);
        library.versions.delete(before.id);
        const { contentType, sizeBytes: size, checksum, storageKey, uploadedAt, putUntil } = before;
        const durationSeconds = rows.get(before.id)?.facts?.description.durationSeconds ?? null;
        const bytes = { contentType, sizeBytes: size, checksum, storageKey, uploadedAt, putUntil };
        library.put({ ...file, ...bytes, versionId: before.id, durationSeconds, updatedAt: at });
      }
      const version = beginVersionPurge(versionId);
      return version ? { kind: 'version', version } : { kind: 'gone' };
    },

    async findOfFile(owner, fileId) {
      const row = rows.get(library.visible(owner, fileId)?.versionId ?? '');
      if (!row) return null;
      const { versionId, state, facts, artefacts } = row;
      return { versionId, state, facts, artefacts };
    },
  };
}
