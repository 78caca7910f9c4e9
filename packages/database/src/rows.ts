import { fileNameKey } from '@dawg/contract/file-name';
import type { ErrorCode } from '@dawg/contract/storage-error';
import { tagKey } from '@dawg/contract/tags';
import type { StoredFileRecord } from '@dawg/storage/files/stored-file';
import type { FolderRecord } from '@dawg/storage/folders/folder';
import type { Description } from '@dawg/storage/ports/file-catalog';
import type { UploadDraft } from '@dawg/storage/ports/upload-catalog';
import type { UploadSessionRecord } from '@dawg/storage/uploads/upload-session';
import type { FileVersionRecord } from '@dawg/storage/versions/file-version';
import type { AnalysisState } from '@dawg/contract/wire-audio';
import type { ScanSummary } from '@dawg/contract/wire-scan';
import type {
  FileAnalysis,
  FileUploadSession,
  FileVersion,
  Folder,
  Prisma,
  StoredFile,
} from './generated/client.ts';

/** Rows to the domain's records and back. BigInt stops here: every size fits a safe integer (8 PiB). */

export function toUploadRecord(row: FileUploadSession): UploadSessionRecord {
  return {
    id: row.id,
    owner: row.userId,
    idempotencyKey: row.idempotencyKey,
    state: row.state,
    fileName: row.fileName,
    folderId: row.folderId,
    folderPath: row.folderPath,
    onConflict: toOnConflict(row.onConflict),
    contentType: row.mimeType,
    sizeBytes: toSafeNumber(row.size),
    isCeiling: row.isCeiling,
    transfer: row.transfer,
    partSizeBytes: toSafeNumber(row.partSize),
    lastModified: row.lastModified?.getTime() ?? null,
    projectId: row.projectId,
    description: toDescription(row.description),
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
    folderId: draft.folderId,
    folderPath: draft.folderPath,
    onConflict: draft.onConflict === 'keep-both' ? 'keep_both' : draft.onConflict,
    mimeType: draft.contentType,
    size: BigInt(draft.sizeBytes),
    isCeiling: draft.isCeiling,
    transfer: draft.transfer,
    partSize: BigInt(draft.partSizeBytes),
    lastModified: draft.lastModified === null ? null : new Date(draft.lastModified),
    projectId: draft.projectId,
    description: fromDescription(draft.description),
    storageKey: draft.storageKey,
    signedChecksums: Object.fromEntries(draft.signedChecksums),
    createdAt: draft.createdAt,
    expiresAt: draft.expiresAt,
  };
}

/** What is not in the row: the names of the folders it is in, and what is known of its sound and of viruses in it. */
export function toFileRecord(
  row: StoredFile,
  { folderPath, audio, scan }: Pick<StoredFileRecord, 'folderPath' | 'audio' | 'scan'>,
): StoredFileRecord {
  return {
    id: row.id,
    owner: row.userId,
    status: row.status,
    fileName: row.fileName,
    originalName: row.originalName,
    folderId: row.folderId,
    folderPath,
    versionId: row.versionId,
    contentType: row.mimeType,
    sizeBytes: toSafeNumber(row.size),
    checksum: row.checksum,
    durationSeconds: row.durationSeconds,
    audio,
    scan,
    projectId: row.projectId,
    tags: row.tags,
    metadata: toTexts(row.metadata),
    isFavourite: row.isFavourite,
    publicToken: row.publicToken,
    storageKey: row.storageKey,
    uploadedAt: row.uploadedAt,
    updatedAt: row.updatedAt,
    trashedAt: row.trashedAt,
    putUntil: row.putUntil,
  };
}

export function toVersionRecord(row: FileVersion, scan: ScanSummary): FileVersionRecord {
  return {
    id: row.id,
    scan,
    owner: row.userId,
    fileId: row.fileId,
    contentType: row.mimeType,
    sizeBytes: toSafeNumber(row.size),
    checksum: row.checksum,
    storageKey: row.storageKey,
    uploadedAt: row.uploadedAt,
    replacedAt: row.replacedAt,
    putUntil: row.putUntil,
  };
}

export function toFolderRecord(row: Folder): FolderRecord {
  return {
    id: row.id,
    owner: row.userId,
    parentId: row.parentId,
    status: row.status,
    name: row.name,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    trashedAt: row.trashedAt,
  };
}

/** A name is always written with its key. */
export function nameColumns(fileName: string): { readonly fileName: string; readonly fileNameKey: string } {
  return { fileName, fileNameKey: fileNameKey(fileName) };
}

/** So is a folder's. */
export function folderNameColumns(name: string): { readonly name: string; readonly nameKey: string } {
  return { name, nameKey: fileNameKey(name) };
}

/** And so are tags, and the text they are searched in. */
export function tagColumns(tags: readonly string[]) {
  const tagKeys = tags.map(tagKey);
  return { tags: [...tags], tagKeys, tagText: tagKeys.join('\n') };
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

/** Prisma has its own name for it in the client, and none in raw queries. */
function toOnConflict(
  value: FileUploadSession['onConflict'] | 'keep-both',
): UploadSessionRecord['onConflict'] {
  return value === 'keep_both' ? 'keep-both' : value;
}

/** Only texts are written to it. */
function toTexts(json: Prisma.JsonValue): Readonly<Record<string, string>> {
  return json as Readonly<Record<string, string>>;
}

/** Only what the domain has checked is written to it. */
function toDescription(json: Prisma.JsonValue): Description {
  return json as Description;
}

export function fromDescription(description: Description): Prisma.InputJsonObject {
  const { tags, metadata, isFavourite, isPublic, projectId } = description;
  return { tags: tags && [...tags], metadata, isFavourite, isPublic, projectId };
}

/** Prisma has its own name for it. */
export function toAnalysisState(state: FileAnalysis['state']): AnalysisState {
  return state === 'no_engine' ? 'no-engine' : state;
}

export function fromAnalysisState(state: AnalysisState): FileAnalysis['state'] {
  return state === 'no-engine' ? 'no_engine' : state;
}
