import type { AnalysisState, AudioFacts, RejectedFile } from '@dawg/contract/wire-audio';
import type { StoredFileRecord } from '../files/stored-file.ts';
import type { FileVersionRecord } from '../versions/file-version.ts';
import type { IdPage } from './upload-catalog.ts';

/** A version whose bytes are to be looked at. */
export interface AnalysisSubject {
  readonly versionId: string;
  readonly owner: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly storageKey: string;
  readonly state: AnalysisState;
}

/** What lies beside the bytes of a version in the store. */
export type Artefact = 'peaks' | 'cover' | 'preview';

export type Finding =
  | {
      readonly state: 'ready';
      readonly facts: AudioFacts;
      /** The loudest sample of each stretch, a byte each. */
      readonly waveform: Uint8Array;
      readonly artefacts: readonly Artefact[];
    }
  | { readonly state: 'no-engine' | 'failed' };

export interface Rejection {
  readonly id: string;
  readonly code: string;
  readonly reason: string;
  readonly at: Date;
}

/** What has to be deleted after a rejection, and looks missing already. */
export type RejectOutcome =
  | { readonly kind: 'file'; readonly file: StoredFileRecord }
  | { readonly kind: 'version'; readonly version: FileVersionRecord }
  | { readonly kind: 'gone' };

export interface RejectedFileRecord extends Omit<RejectedFile, 'rejectedAt'> {
  readonly rejectedAt: Date;
}

export interface VersionAudioRecord {
  readonly state: AnalysisState;
  readonly facts: AudioFacts | null;
  readonly artefacts: readonly Artefact[];
}

/**
 * What is known of the sound of versions. A version that is audio is `pending` from the transaction that stores it. Every
 * method is one transaction. Throws `StorageError('database-unavailable')`.
 */
export interface AnalysisCatalog {
  /** Null when the version is gone, or on its way out. */
  findSubject(versionId: string): Promise<AnalysisSubject | null>;

  /**
   * Notes what was found, with the duration and the searchable texts of whichever row has the version's bytes. Noting the same again is
   * harmless. False when the version is gone: then nothing is noted.
   */
  record(versionId: string, finding: Finding): Promise<boolean>;

  /**
   * Takes the version out of the library and keeps a note of it for the owner. The latest earlier version becomes the
   * present one again; where there is none the file goes.
   */
  reject(versionId: string, rejection: Rejection): Promise<RejectOutcome>;

  /** Of a version of a file of the owner's, the present one or an earlier one; null also for what is not audio. */
  findOfVersion(owner: string, versionId: string): Promise<VersionAudioRecord | null>;

  /** Versions in one of the states, by id, beginning after `page.after`. */
  findInState(
    states: readonly AnalysisState[],
    page: IdPage,
  ): Promise<readonly { readonly versionId: string; readonly owner: string }[]>;

  /** Notes of what was rejected, the latest first. */
  listRejected(owner: string, limit: number): Promise<readonly RejectedFileRecord[]>;

  /** Removes those notes that are the owner's. */
  dismissRejected(owner: string, ids: readonly string[]): Promise<void>;
}
