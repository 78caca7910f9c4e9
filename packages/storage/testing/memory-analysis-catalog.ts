import type { StoredFileRecord } from '../src/files/stored-file.ts';
import type { AnalysisCatalog } from '../src/ports/analysis-catalog.ts';
import type { FileVersionRecord } from '../src/versions/file-version.ts';
import type { MemoryAnalyses } from './memory-analyses.ts';

export type FileRow = Omit<StoredFileRecord, 'folderPath' | 'audio' | 'scan'> & {
  readonly trashedWith: string | null;
};
export type VersionRow = Omit<FileVersionRecord, 'scan'> & { readonly isPurging: boolean };

/** What the library lends: its rows, and how it writes them. */
export interface LibraryRows {
  readonly files: ReadonlyMap<string, FileRow>;
  readonly versions: Map<string, VersionRow>;
  visible(owner: string, id: string): FileRow | null;
  toRecord(file: FileRow): StoredFileRecord;
  toVersionRecord(version: VersionRow): FileVersionRecord;
  /** A version of a file that is not on its way out; `version` where it is an earlier one. */
  findVersion(versionId: string): { readonly file: FileRow; readonly version: VersionRow | null } | null;
  /** Gives the present version's place to the latest earlier one that is not infected; false where there is none. */
  presentEarlier(file: FileRow, at: Date): boolean;
  put(file: FileRow): StoredFileRecord;
}

/** The `AnalysisCatalog` in memory. */
export function memoryAnalysisCatalog(analyses: MemoryAnalyses, library: LibraryRows): AnalysisCatalog {
  const { rows } = analyses;
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
      const found = library.findVersion(versionId);
      if (!row || !found) return null;
      const { owner, contentType, sizeBytes, storageKey } = found.version ?? found.file;
      const fileName = found.file.originalName;
      return { versionId, owner, fileName, contentType, sizeBytes, storageKey, state: row.state };
    },

    async record(versionId, finding) {
      const row = rows.get(versionId);
      const found = library.findVersion(versionId);
      if (!row || !found) return false;
      if (finding.state !== 'ready') {
        rows.set(versionId, { ...row, state: finding.state });
      } else {
        const { facts, waveform, artefacts } = finding;
        rows.set(versionId, { ...row, state: 'ready', facts, waveform, artefacts });
      }
      const known = rows.get(versionId)?.facts?.description.durationSeconds ?? null;
      if (!found.version) library.put({ ...found.file, durationSeconds: known });
      return true;
    },

    async reject(versionId, { id, code, reason, at }) {
      const found = library.findVersion(versionId);
      if (!rows.has(versionId) || !found) return { kind: 'gone' };
      const { file } = found;
      const { sizeBytes, owner } = found.version ?? file;
      const { fileName } = file;
      const { folderPath } = library.toRecord(file);
      analyses.rejected.set(id, {
        id,
        fileId: file.id,
        owner,
        fileName,
        folderPath,
        sizeBytes,
        code,
        reason,
        rejectedAt: at,
      });
      if (!found.version && !library.presentEarlier(file, at))
        return { kind: 'file', file: library.put({ ...file, status: 'purging' }) };
      const version = beginVersionPurge(versionId);
      return version ? { kind: 'version', version } : { kind: 'gone' };
    },

    async findOfVersion(owner, versionId) {
      const row = rows.get(versionId);
      if (row?.owner !== owner) return null;
      const { state, facts, artefacts } = row;
      return { state, facts, artefacts };
    },
  };
}
