import type { PartPlan } from '@dawg/contract/part-plan';
import { planOf } from '@dawg/contract/part-plan';
import type { ErrorCode } from '@dawg/contract/storage-error';
import type { Description } from '../ports/file-catalog.ts';
import type { OnConflict, UploadSession, UploadState } from '@dawg/contract/wire';

/**
 * An upload session: the promise to keep `sizeBytes` free for one file until it is stored or given up. Of a stream that
 * is a ceiling: what arrived is known when it completes (`claimedBytes`), and is all that is charged.
 *
 *     created ──► uploading ──► completing ──► completed
 *        │            │             │
 *        └────────────┴─────────────┴──► aborting ──► aborted | expired | failed
 *
 * created: bytes reserved, the store not asked yet; a session of a single PUT has nothing to ask and begins as
 * uploading. uploading: parts may be signed. completing: one holder of a lease verifies and settles. aborting: no
 * new URL is signed, the bytes stay reserved until they can no longer arrive. The four states on the right are
 * final.
 */
export interface UploadSessionRecord {
  readonly id: string;
  readonly owner: string;
  readonly idempotencyKey: string;
  readonly state: UploadState;
  readonly fileName: string;
  readonly folderId: string | null;
  readonly folderPath: string;
  readonly onConflict: OnConflict;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** `sizeBytes` is the most that may arrive, not what will. */
  readonly isCeiling: boolean;
  /** How its bytes travel; decided at create, kept whatever the settings say later. */
  readonly transfer: UploadTransfer;
  readonly partSizeBytes: number;
  readonly lastModified: number | null;
  readonly projectId: string | null;
  /** What is said about the file once it is stored. */
  readonly description: Description;
  readonly storageKey: string;
  /** The store's id of the multipart upload, from `uploading` on; null for a single PUT. */
  readonly multipartId: string | null;
  /** The CRC-32 (base64) each part was last signed with, by part number. */
  readonly signedChecksums: ReadonlyMap<number, string>;
  /** The bytes each part was last signed with, by part number; only under a ceiling, where the plan does not say. */
  readonly signedSizes: ReadonlyMap<number, number>;
  /** The CRC-32 of the whole that the client asked to complete with. */
  readonly claimedChecksum: string | null;
  /** Under a ceiling, the bytes that the client asked to complete with: 1 to `sizeBytes`. */
  readonly claimedBytes: number | null;
  /** Set from `aborting` on. */
  readonly ending: UploadEnding | null;
  readonly failure: ErrorCode | null;
  /** Set from `completed` on; null again once that file is purged. A file of several versions has as many sessions. */
  readonly fileId: string | null;
  /** Until then a tombstone keeps signed PUTs from storing at the key; null when there is none. */
  readonly sealedUntil: Date | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** In one PUT, or in the parts of a multipart upload. */
export type UploadTransfer = 'single' | 'multipart';

export type UploadEnding = 'aborted' | 'expired' | 'failed';

/** A part URL lives this long: time enough for 512 MiB at 5 Mbit/s. */
export const PART_URL_SECONDS = 15 * 60;

/** A session ends this long after the last accepted call. */
export const SESSION_IDLE_MS = 24 * 60 * 60 * 1000;

/** However busy, no session outlives this; the bucket's own rule for abandoned uploads is a day longer. */
export const SESSION_MAX_MS = 6 * 24 * 60 * 60 * 1000;

/** A session still `created` after this lost its creator to a crash. */
export const CREATE_TIMEOUT_MS = 2 * 60 * 1000;

/** How long a holder may be silent while it verifies before another takes over. */
export const COMPLETE_LEASE_MS = 2 * 60 * 1000;

/** The longest a PUT may be under way: 5 GiB, S3's largest, at half a megabit per second. */
export const LONGEST_PUT_MS = 24 * 60 * 60 * 1000;

/** How far the store's clock may be from ours: S3 refuses all our calls beyond it. */
const CLOCK_SKEW_MS = 15 * 60 * 1000;

/** The first moment at which no URL for a single PUT that was signed before `now` can store anything any more. */
export function lastPutEnd(now: Date): Date {
  return new Date(now.getTime() + PART_URL_SECONDS * 1000 + CLOCK_SKEW_MS + LONGEST_PUT_MS);
}

/** When a session that is used at `now` ends if it is not used again. */
export function slidingExpiry(now: Date, createdAt: Date): Date {
  return new Date(Math.min(now.getTime() + SESSION_IDLE_MS, createdAt.getTime() + SESSION_MAX_MS));
}

/** The parts that may be signed: those of the ceiling where there is one. */
export function planOfSession(session: UploadSessionRecord): PartPlan {
  return planOf(session.sizeBytes, session.partSizeBytes);
}

/** The parts that a completion needs: those of the bytes that the client says were sent. */
export function claimedPlan(session: UploadSessionRecord): PartPlan {
  return planOf(claimedSize(session), session.partSizeBytes);
}

/** The size of the file that a session being completed becomes. */
export function claimedSize({
  sizeBytes,
  claimedBytes,
}: Pick<UploadSessionRecord, 'sizeBytes' | 'claimedBytes'>): number {
  return claimedBytes ?? sizeBytes;
}

/** Picks the fields a client may see: no object key, no id of the store. */
export function toUploadSession(record: UploadSessionRecord, now: Date): UploadSession {
  const plan = planOfSession(record);
  return {
    id: record.id,
    state: record.state,
    fileName: record.fileName,
    folderId: record.folderId,
    folderPath: record.folderPath,
    onConflict: record.onConflict,
    contentType: record.contentType,
    sizeBytes: record.sizeBytes,
    isCeiling: record.isCeiling || undefined,
    partSizeBytes: plan.partSizeBytes,
    partCount: plan.partCount,
    lastModified: record.lastModified,
    projectId: record.projectId,
    createdAt: record.createdAt.toISOString(),
    expiresInSeconds: Math.max(0, Math.floor((record.expiresAt.getTime() - now.getTime()) / 1000)),
  };
}
