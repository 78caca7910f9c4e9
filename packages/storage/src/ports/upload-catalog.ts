import type { ErrorCode } from '@dawg/contract/storage-error';
import type { OnConflict, PartChecksum } from '@dawg/contract/wire';
import type { StoredFileRecord } from '../files/stored-file.ts';
import type { Description } from './file-catalog.ts';
import type { UploadEnding, UploadSessionRecord, UploadTransfer } from '../uploads/upload-session.ts';

/** What create knows of a session that does not exist yet. */
export interface UploadDraft {
  readonly id: string;
  readonly owner: string;
  readonly idempotencyKey: string;
  readonly fileName: string;
  readonly folderId: string | null;
  readonly folderPath: string;
  readonly onConflict: OnConflict;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly isCeiling: boolean;
  readonly transfer: UploadTransfer;
  readonly partSizeBytes: number;
  readonly lastModified: number | null;
  readonly projectId: string | null;
  readonly description: Description;
  readonly storageKey: string;
  /** Of what is signed in the same call; empty for a session of parts, which has no upload to sign for yet. */
  readonly signedChecksums: ReadonlyMap<number, string>;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Where a file is to be found once it is stored, and what is said about it. */
export interface UploadPlace {
  readonly folderPath: string;
  readonly projectId: string | null;
  readonly description: Description;
}

export type ReserveOutcome =
  | { readonly kind: 'reserved'; readonly session: UploadSessionRecord }
  /** The owner used this idempotency key before; nothing was reserved again. */
  | { readonly kind: 'existing'; readonly session: UploadSessionRecord }
  | { readonly kind: 'quota-exceeded'; readonly availableBytes: number }
  | { readonly kind: 'too-many-open' };

/** A stretch of ids: what a job works through, so that what fails at its beginning does not hide the rest. */
export interface IdPage {
  readonly after: string | null;
  readonly limit: number;
}

/** The moments by which a session is left over. */
export interface DueMoments {
  /** Sessions that expire by then, and leases that run out. */
  readonly now: Date;
  /** Sessions that are still `created` and older have lost their creator. */
  readonly createdBefore: Date;
}

/** Who gives a session up: each may do so in its own states only. */
export type AbortBy =
  /** created, uploading, or completing under a lease that ran out by `now`. */
  | { readonly kind: 'owner'; readonly now: Date }
  /** created or uploading, while it is still due: its owner may have come back since the sweeper looked. */
  | { readonly kind: 'sweeper'; readonly due: DueMoments }
  /** completing, under this lease. */
  | { readonly kind: 'holder'; readonly leaseId: string };

/** A file to be born when its session settles, or a version of one that is there. */
export interface FileDraft {
  readonly id: string;
  readonly versionId: string;
  readonly checksum: string;
  readonly at: Date;
  readonly putUntil: Date | null;
  /** What its version begins as. */
  readonly scan: 'scanning' | 'unasked';
}

export type SettleOutcome =
  | { readonly kind: 'stored'; readonly file: StoredFileRecord }
  /** A file has the name already, and the session says `skip` or `fail`: nothing changed. */
  | { readonly kind: 'name-taken' }
  /** Another holder took the lease over: nothing changed. */
  | { readonly kind: 'lease-lost' };

/**
 * Upload sessions and the owner's ledger. Every method is one transaction, and every change of state is
 * conditional on the state before, so that of two rivals one wins. Methods that change return the record
 * after the change, or null when the condition did not hold. Throws `StorageError('database-unavailable')`
 * when the database cannot be reached.
 */
export interface UploadCatalog {
  /**
   * Reserves the bytes and creates the session, both or neither, exact under concurrency. A session of parts is
   * `created`, one of a single PUT is `uploading` at once: there is no upload of the store's to wait for.
   */
  reserve(draft: UploadDraft, limits: { readonly maxOpenSessions: number }): Promise<ReserveOutcome>;

  /** created → uploading, with the store's multipart id. */
  attach(id: string, multipartId: string): Promise<UploadSessionRecord | null>;

  /**
   * Records an accepted sign call: moves the expiry and remembers the checksums, and the sizes where they are given.
   * Only while uploading and unexpired.
   */
  extend(
    id: string,
    change: { readonly now: Date; readonly expiresAt: Date; readonly checksums: readonly PartChecksum[] },
  ): Promise<UploadSessionRecord | null>;

  /** Where the file will be, said while its bytes are on their way. Only while uploading. */
  place(id: string, place: UploadPlace): Promise<UploadSessionRecord | null>;

  /** uploading → completing, or completing with a lease that ran out → the same under a new lease and claim. */
  lease(
    id: string,
    lease: {
      readonly leaseId: string;
      readonly now: Date;
      readonly until: Date;
      readonly checksum: string;
      /** Null where the session's own size is the one. Never more than that. */
      readonly claimedBytes: number | null;
    },
  ): Promise<UploadSessionRecord | null>;

  /** Prolongs a lease that is still held. */
  renewLease(id: string, lease: { readonly leaseId: string; readonly until: Date }): Promise<boolean>;

  /** completing → uploading: parts are missing. Only for the holder of the lease. */
  reopen(id: string, leaseId: string, expiresAt: Date): Promise<UploadSessionRecord | null>;

  /**
   * completing → completed, with the file's birth. What the session had reserved is reserved no more, and what the
   * file has (`claimedSize`) is used: under a ceiling the difference is the owner's again. Missing folders of its
   * path are made, and one that is in the trash meanwhile gives way to the nearest active one above. Where the name is
   * taken among the owner's active files of the same folder, the session's `onConflict` says what happens: the file is
   * born under a numbered name, its bytes become the next version of the file that is there, or nothing changes.
   */
  settle(id: string, leaseId: string, file: FileDraft): Promise<SettleOutcome>;

  /** → aborting, from the states that `by` may abort. */
  beginAborting(
    id: string,
    how: { readonly by: AbortBy; readonly ending: UploadEnding; readonly failure: ErrorCode | null },
  ): Promise<UploadSessionRecord | null>;

  /** aborting → its ending; gives the reserved bytes back and notes until when the key is sealed, if it is. */
  finishAborting(id: string, how: { readonly sealedUntil: Date | null }): Promise<UploadSessionRecord | null>;

  find(owner: string, id: string): Promise<UploadSessionRecord | null>;

  /** The session that the owner used this idempotency key for. */
  findByKey(owner: string, idempotencyKey: string): Promise<UploadSessionRecord | null>;

  /** The owner's sessions that are created, uploading or completing, newest first, `limit` at most. */
  listOpen(owner: string, limit: number): Promise<readonly UploadSessionRecord[]>;

  /**
   * Sessions that need a hand: expired, left in `created`, aborting, or completing under a lease that ran out. By
   * id, beginning after `page.after`.
   */
  findDue(due: DueMoments, page: IdPage): Promise<readonly UploadSessionRecord[]>;

  /** Sessions whose key need not be sealed any longer, by id, beginning after `page.after`. */
  findSealed(now: Date, page: IdPage): Promise<readonly UploadSessionRecord[]>;

  /** Notes that the tombstone is gone. Changes nothing where there was none. */
  unseal(id: string): Promise<void>;
}
