import { fileNameKey } from '@dawg/contract/file-name';
import { folderPathKey } from '@dawg/contract/folder-path';
import type { ErrorCode } from '@dawg/contract/storage-error';
import type { StoredFileRecord } from '@dawg/storage/files/stored-file';
import type { UploadDraft } from '@dawg/storage/ports/upload-catalog';
import type { UploadSessionRecord } from '@dawg/storage/uploads/upload-session';
import type { FileUploadSession, Prisma, StoredFile } from './generated/client.ts';

/** Rows to the domain's records and back. BigInt stops here: every size fits a safe integer (8 PiB). */

export function toUploadRecord(row: FileUploadSession): UploadSessionRecord {
  return {
    id: row.id,
    owner: row.userId,
    idempotencyKey: row.idempotencyKey,
    state: row.state,
    fileName: row.fileName,
    folderPath: row.folderPath,
    contentType: row.mimeType,
    sizeBytes: toSafeNumber(row.size),
    isCeiling: row.isCeiling,
    transfer: row.transfer,
    partSizeBytes: toSafeNumber(row.partSize),
    lastModified: row.lastModified?.getTime() ?? null,
    projectId: row.projectId,
    storageKey: row.storageKey,
    multipartId: row.uploadId,
    signedChecksums: toMapByPart(row.signedChecksums, String),
    signedSizes: toMapByPart(row.signedSizes, Number),
    claimedChecksum: row.claimedChecksum,
    claimedBytes: row.claimedSize === null ? null : toSafeNumber(row.claimedSize),
    ending: row.ending,
    failure: toErrorCode(row.failure),
    fileId: row.fileId,
    sealedUntil: row.sealedUntil,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
  };
}

export function fromUploadDraft(draft: UploadDraft): Prisma.FileUploadSessionUncheckedCreateInput {
  return {
    id: draft.id,
    userId: draft.owner,
    idempotencyKey: draft.idempotencyKey,
    state: draft.transfer === 'single' ? 'uploading' : 'created',
    fileName: draft.fileName,
    folderPath: draft.folderPath,
    mimeType: draft.contentType,
    size: BigInt(draft.sizeBytes),
    isCeiling: draft.isCeiling,
    transfer: draft.transfer,
    partSize: BigInt(draft.partSizeBytes),
    lastModified: draft.lastModified === null ? null : new Date(draft.lastModified),
    projectId: draft.projectId,
    storageKey: draft.storageKey,
    signedChecksums: Object.fromEntries(draft.signedChecksums),
    createdAt: draft.createdAt,
    expiresAt: draft.expiresAt,
  };
}

export function toFileRecord(row: StoredFile): StoredFileRecord {
  return {
    id: row.id,
    owner: row.userId,
    status: row.status,
    fileName: row.fileName,
    originalName: row.originalName,
    folderPath: row.folderPath,
    contentType: row.mimeType,
    sizeBytes: toSafeNumber(row.size),
    checksum: row.checksum,
    projectId: row.projectId,
    storageKey: row.storageKey,
    uploadedAt: row.uploadedAt,
    updatedAt: row.updatedAt,
    trashedAt: row.trashedAt,
    putUntil: row.putUntil,
  };
}

/** A name is always written with its key. */
export function nameColumns(fileName: string): { readonly fileName: string; readonly fileNameKey: string } {
  return { fileName, fileNameKey: fileNameKey(fileName) };
}

/** So is a folder. */
export function folderColumns(folderPath: string): {
  readonly folderPath: string;
  readonly folderPathKey: string;
} {
  return { folderPath, folderPathKey: folderPathKey(folderPath) };
}

export function toSafeNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} bytes do not fit a number`);
  return number;
}

/** A JSON object of values by part number. */
function toMapByPart<Value>(
  json: Prisma.JsonValue,
  toValue: (value: unknown) => Value,
): ReadonlyMap<number, Value> {
  return new Map(Object.entries(json ?? {}).map(([part, value]) => [Number(part), toValue(value)]));
}

/** Only `beginAborting` writes the column, and it takes an ErrorCode. */
function toErrorCode(failure: string | null): ErrorCode | null {
  return failure as ErrorCode | null;
}
