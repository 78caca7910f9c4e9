import { fileFormatOf } from '@dawg/contract/audio-formats';
import { cleanFileName } from '@dawg/contract/file-name';
import { cleanFolderPath, folderNames } from '@dawg/contract/folder-path';
import { MAX_FOLDER_DEPTH, MAX_OPEN_UPLOADS } from '@dawg/contract/limits';
import { planOf, planParts } from '@dawg/contract/part-plan';
import { StorageError } from '@dawg/contract/storage-error';
import type { CreatedUpload, CreateUpload } from '@dawg/contract/wire';
import { checkDescription, isSameDescription } from '../files/check-description.ts';
import { fileOfSession } from '../files/find-file.ts';
import { findActivePath } from '../folders/find-folder.ts';
import { toStoredFile } from '../files/stored-file.ts';
import type { Ports } from '../ports/ports.ts';
import type { UploadDraft } from '../ports/upload-catalog.ts';
import { attachMultipart } from './attach-multipart.ts';
import { bytesToSign } from './bytes-to-sign.ts';
import { closedSessionError } from './find-session.ts';
import { presignParts, signSessionParts } from './sign-parts.ts';
import {
  slidingExpiry,
  toUploadSession,
  type UploadSessionRecord,
  type UploadTransfer,
} from './upload-session.ts';

/**
 * Opens an upload session: reserves the file's bytes against the quota, starts the store's multipart upload (a small
 * file needs none: it goes in one PUT) and signs the first parts if their checksums are given. Sending the same
 * request again, also after a lost answer or a crash, gives the same session; once it has completed, its file.
 * Of a stream the size is a ceiling: that much is reserved, and it goes in parts however small.
 *
 * Where the name is taken already, `onConflict` of `fail` throws `name-taken` at once and `skip` answers the file that is
 * there; what is taken only later is found out when the upload completes.
 *
 * Throws `file-empty`, `file-too-large`, `name-invalid`, `type-not-allowed`, `quota-exceeded`, `folder-not-found`,
 * `folder-too-deep`,
 * `too-many-uploads`, `idempotency-conflict` (the key was used for another file), `upload-ended`,
 * `part-outside-plan`, `invalid-request` (a part of another length, tags or metadata beyond their limits), `store-unavailable` (the same call may be repeated).
 */
export async function createUpload(
  ports: Pick<Ports, 'uploads' | 'files' | 'folders' | 'objects' | 'clock' | 'ids' | 'settings'>,
  request: CreateUpload & { readonly owner: string },
): Promise<CreatedUpload> {
  const draft = await draftUpload(ports, request);
  const inTheWay = await lookAtPlace(ports, draft);
  if (inTheWay) return inTheWay;
  const { session: reserved, isRepeated } = await reserve(ports, draft);
  requireSamePayload(reserved, draft);
  if (reserved.state === 'completed') {
    return { kind: 'stored', file: toStoredFile(await fileOfSession(ports, reserved)) };
  }

  const session =
    reserved.state === 'created' ? await attachMultipart(ports, reserved, { isRepeated }) : reserved;
  if (session.state !== 'uploading') throw closedSessionError(session);
  const parts = request.parts ?? [];
  // What was reserved just now has its checksums noted: one transaction is all that a small file's create takes.
  const isNoted = session.transfer === 'single' && !isRepeated;
  const signed =
    isNoted || parts.length === 0
      ? await presignParts(ports, session, parts)
      : await signSessionParts(ports, session, parts);
  return { kind: 'session', session: toUploadSession(session, ports.clock.now()), signed };
}

async function draftUpload(
  ports: Pick<Ports, 'objects' | 'clock' | 'ids' | 'settings'>,
  request: CreateUpload & { readonly owner: string },
): Promise<UploadDraft> {
  const { sizeBytes, isCeiling = false, folderId = null, parts = [] } = request;
  const { maxFileBytes } = ports.settings;
  if (sizeBytes === 0) throw new StorageError('file-empty');
  if (sizeBytes > maxFileBytes)
    throw new StorageError('file-too-large', { sizeBytes, maxBytes: maxFileBytes });
  const fileName = cleanFileName(request.fileName);
  if (fileName === null) throw new StorageError('name-invalid', { problem: 'empty' });
  const folderPath = cleanFolderPath(request.folderPath ?? '');
  if (folderPath === null) throw new StorageError('name-invalid', { problem: 'path-too-long' });
  const format = fileFormatOf(fileName, request.contentType);
  if (!format) throw new StorageError('type-not-allowed');

  const { tags, metadata, isPublic, category = 'uploads' } = request;
  const description = checkDescription({ tags, metadata, isPublic });

  const transfer = isCeiling ? 'multipart' : await chooseTransfer(ports, sizeBytes);
  const plan =
    transfer === 'single'
      ? planOf(sizeBytes, sizeBytes)
      : planParts(sizeBytes, ports.settings.smallestPartBytes);
  for (const part of parts) bytesToSign(plan, isCeiling, part);

  const now = ports.clock.now();
  return {
    id: ports.ids.next(),
    owner: request.owner,
    idempotencyKey: request.idempotencyKey,
    fileName,
    folderId,
    folderPath,
    onConflict: request.onConflict ?? 'keep-both',
    contentType: format.contentType,
    sizeBytes,
    isCeiling,
    transfer,
    partSizeBytes: plan.partSizeBytes,
    lastModified: request.lastModified ?? null,
    projectId: request.projectId ?? null,
    description,
    storageKey: `${category}/${ports.ids.next()}`,
    signedChecksums: new Map(
      transfer === 'single' ? parts.map(({ partNumber, checksum }) => [partNumber, checksum]) : [],
    ),
    createdAt: now,
    expiresAt: slidingExpiry(now, now),
  };
}

/**
 * Whether the file can be stored at its place, before a byte is sent. What is there now is no matter to a session that is
 * there already: repeating the call has the session's answer.
 */
async function lookAtPlace(
  ports: Pick<Ports, 'files' | 'folders' | 'uploads'>,
  draft: UploadDraft,
): Promise<CreatedUpload | null> {
  const { owner, folderId, onConflict } = draft;
  const mayBeTaken = onConflict === 'keep-both' || onConflict === 'replace';
  if (folderId === null && mayBeTaken) return null;
  if (await ports.uploads.findByKey(owner, draft.idempotencyKey)) return null;
  if (folderId !== null) {
    const path = await findActivePath(ports, owner, folderId);
    if (path.length + folderNames(draft.folderPath).length > MAX_FOLDER_DEPTH)
      throw new StorageError('folder-too-deep', { maxDepth: MAX_FOLDER_DEPTH });
  }
  const file = mayBeTaken ? null : await ports.files.findAt(owner, draft);
  if (!file) return null;
  if (onConflict === 'fail') throw new StorageError('name-taken');
  return { kind: 'stored', file: toStoredFile(file), isSkipped: true };
}

async function chooseTransfer(
  ports: Pick<Ports, 'objects' | 'settings'>,
  sizeBytes: number,
): Promise<UploadTransfer> {
  const isSmall = sizeBytes <= ports.settings.singlePutMaxBytes;
  return isSmall && (await ports.objects.refusesOverwrite()) ? 'single' : 'multipart';
}

async function reserve(
  ports: Pick<Ports, 'uploads'>,
  draft: UploadDraft,
): Promise<{ readonly session: UploadSessionRecord; readonly isRepeated: boolean }> {
  const outcome = await ports.uploads.reserve(draft, { maxOpenSessions: MAX_OPEN_UPLOADS });
  switch (outcome.kind) {
    case 'reserved':
    case 'existing':
      return { session: outcome.session, isRepeated: outcome.kind === 'existing' };
    case 'quota-exceeded':
      throw new StorageError('quota-exceeded', {
        neededBytes: draft.sizeBytes,
        availableBytes: outcome.availableBytes,
      });
    case 'too-many-open':
      throw new StorageError('too-many-uploads', { maxOpen: MAX_OPEN_UPLOADS });
  }
}

function requireSamePayload(session: UploadSessionRecord, draft: UploadDraft): void {
  const same =
    session.fileName === draft.fileName &&
    (session.folderId === draft.folderId || session.folderId === null) && // null: it was deleted meanwhile
    session.folderPath === draft.folderPath &&
    session.onConflict === draft.onConflict &&
    session.sizeBytes === draft.sizeBytes &&
    session.isCeiling === draft.isCeiling &&
    session.contentType === draft.contentType &&
    session.lastModified === draft.lastModified &&
    session.projectId === draft.projectId &&
    isSameDescription(session.description, draft.description) &&
    categoryOf(session) === categoryOf(draft);
  if (!same) throw new StorageError('idempotency-conflict');
}

function categoryOf({ storageKey }: Pick<UploadDraft, 'storageKey'>): string | undefined {
  return storageKey.split('/')[0];
}
