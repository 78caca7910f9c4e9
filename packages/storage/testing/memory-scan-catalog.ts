import type { ScanState, ScanSummary } from '@dawg/contract/wire-scan';
import type { ScanCatalog } from '../src/ports/scan-catalog.ts';
import { compareValues, pageById } from './in-order.ts';
import type { LibraryRows } from './memory-analysis-catalog.ts';

/** What is known of viruses in a version, in memory. */
interface ScanRow extends ScanSummary {
  readonly versionId: string;
  readonly owner: string;
  readonly scannedWith: string;
}

export interface MemoryScans {
  readonly rows: Map<string, ScanRow>;
  /** A version was stored. */
  begin(version: { readonly versionId: string; readonly owner: string; readonly scan: ScanState }): void;
  summaryOf(versionId: string): ScanSummary;
}

export function createMemoryScans(): MemoryScans {
  const rows = new Map<string, ScanRow>();
  return {
    rows,
    begin: ({ versionId, owner, scan: state }) =>
      void rows.set(versionId, { versionId, owner, state, detail: null, scannedWith: '' }),
    summaryOf(versionId) {
      const { state, detail } = rows.get(versionId) ?? { state: 'unasked', detail: null };
      return { state, detail };
    },
  };
}

/** The `ScanCatalog` in memory. `tell` is told of files whose state has changed. */
export function memoryScanCatalog(
  { rows }: MemoryScans,
  library: LibraryRows,
  tell: (owner: string, fileId: string) => void,
): ScanCatalog {
  return {
    async findSubject(versionId) {
      const row = rows.get(versionId);
      const found = library.findVersion(versionId);
      if (!row || !found) return null;
      const { owner, contentType, sizeBytes, storageKey } = found.version ?? found.file;
      const { state, scannedWith } = row;
      const fileName = found.file.originalName;
      return { versionId, owner, fileName, contentType, sizeBytes, storageKey, state, scannedWith };
    },

    async record(versionId, { at, ...finding }) {
      const row = rows.get(versionId);
      const found = library.findVersion(versionId);
      if (!row || !found) return false;
      rows.set(versionId, { ...row, ...finding });
      if (row.state !== finding.state) tell(row.owner, found.file.id);
      if (finding.state === 'infected' && !found.version) library.presentEarlier(found.file, at);
      return true;
    },

    async findWaiting({ after, limit }) {
      const waiting = [...rows.values()].filter(({ state }) => state === 'scanning');
      const byId = waiting.map((row) => ({ ...row, id: row.versionId }));
      const found = pageById(byId, after, limit);
      return found.map(({ versionId, owner }) => ({ versionId, owner }));
    },

    async findStale({ scanner, after, limit }) {
      const inOrder = (a: Place, b: Place) =>
        compareValues(a.scannedWith, b.scannedWith) || compareValues(a.versionId, b.versionId);
      return [...rows.values()]
        .filter(({ state, scannedWith }) => state !== 'scanning' && scannedWith !== scanner)
        .filter((row) => !after || inOrder(row, after) > 0)
        .toSorted(inOrder)
        .slice(0, limit)
        .map(({ versionId, owner, scannedWith }) => ({ versionId, owner, scannedWith }));
    },
  };
}

type Place = Pick<ScanRow, 'scannedWith' | 'versionId'>;
