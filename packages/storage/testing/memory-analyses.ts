import type { AudioSummary } from '@dawg/contract/wire-audio';
import { audioTexts } from '../src/analysis/audio-texts.ts';
import type {
  AnalysisCatalog,
  VersionAudioRecord,
  RejectedFileRecord,
} from '../src/ports/analysis-catalog.ts';

/** What is known of a version's sound, in memory. */
export interface AnalysisRow extends VersionAudioRecord {
  readonly versionId: string;
  readonly owner: string;
  readonly waveform: Uint8Array | null;
}

export interface MemoryAnalyses {
  readonly rows: Map<string, AnalysisRow>;
  readonly rejected: Map<string, RejectedFileRecord & { readonly owner: string }>;
  /** A version was stored. */
  begin(version: { readonly versionId: string; readonly owner: string; readonly contentType: string }): void;
  summaryOf(versionId: string): AudioSummary | null;
  /** What of it is searched. */
  textsOf(versionId: string): readonly string[];
  readonly lists: Pick<AnalysisCatalog, 'findInState' | 'listRejected' | 'dismissRejected'>;
}

export function createMemoryAnalyses(): MemoryAnalyses {
  const rows = new Map<string, AnalysisRow>();
  const rejected = new Map<string, RejectedFileRecord & { readonly owner: string }>();
  return {
    rows,
    rejected,
    begin({ versionId, owner, contentType }) {
      if (!contentType.startsWith('audio/')) return;
      rows.set(versionId, { versionId, owner, state: 'pending', facts: null, waveform: null, artefacts: [] });
    },
    summaryOf(versionId) {
      const row = rows.get(versionId);
      return row
        ? { state: row.state, waveform: row.waveform && btoa(String.fromCharCode(...row.waveform)) }
        : null;
    },
    textsOf(versionId) {
      const facts = rows.get(versionId)?.facts;
      return facts ? audioTexts(facts.tags) : [];
    },
    lists: {
      async findInState(states, { after, limit }) {
        return [...rows.values()]
          .filter(({ state, versionId }) => states.includes(state) && (after === null || versionId > after))
          .toSorted((a, b) => (a.versionId < b.versionId ? -1 : 1))
          .slice(0, limit)
          .map(({ versionId, owner }) => ({ versionId, owner }));
      },
      async listRejected(owner, limit) {
        return [...rejected.values()]
          .filter((file) => file.owner === owner)
          .toSorted((a, b) => b.rejectedAt.getTime() - a.rejectedAt.getTime())
          .slice(0, limit)
          .map(({ owner: _, ...file }) => file);
      },
      async dismissRejected(owner, ids) {
        for (const id of ids) if (rejected.get(id)?.owner === owner) rejected.delete(id);
      },
    },
  };
}
