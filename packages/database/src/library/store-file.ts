import { numberedName } from '@dawg/contract/file-name';
import type { StoredFileRecord } from '@dawg/storage/files/stored-file';
import type { FileDraft } from '@dawg/storage/ports/upload-catalog';
import { claimedSize, type UploadSessionRecord } from '@dawg/storage/uploads/upload-session';
import type { Prisma } from '../generated/client.ts';
import { nameColumns } from '../rows.ts';
import { descriptionColumns } from './description-columns.ts';
import { activeFileAt } from './file-catalog.ts';
import { toOneFileRecord } from './file-records.ts';
import { makePath, resolvePaths } from './folder-tree.ts';
import { freeName } from './free-name.ts';
import { keepVersion } from './keep-version.ts';

/**
 * What settling a session makes, under the owner's lock: a file in its folder, whose missing ones are made; or the next
 * version of the file that has its name. Where the session says `skip` or `fail` and the name is taken, nothing.
 */
export async function storeFile(
  tx: Prisma.TransactionClient,
  session: UploadSessionRecord,
  draft: FileDraft,
): Promise<StoredFileRecord | 'name-taken'> {
  const { owner, onConflict, fileName } = session;
  const [taken] = await resolvePaths(tx, owner, [session]);
  const there =
    onConflict === 'keep-both' || taken === undefined ? null : await activeFileAt(tx, owner, taken, fileName);
  if (there && onConflict !== 'replace') return 'name-taken';
  const bytes = {
    versionId: draft.versionId,
    storageKey: session.storageKey,
    mimeType: session.contentType,
    size: BigInt(claimedSize(session)),
    checksum: draft.checksum,
    uploadedAt: draft.at,
    updatedAt: draft.at,
    putUntil: draft.putUntil,
  };
  if (there) {
    await beginInspection(tx, there.id, session, draft);
    await keepVersion(tx, there, draft.at);
    const unknown = { durationSeconds: null, audioText: '' };
    const { projectId } = session;
    const description = projectId === null ? session.description : { ...session.description, projectId };
    const said = descriptionColumns(description, there.publicToken);
    const row = await tx.storedFile.update({
      where: { id: there.id },
      data: { ...bytes, ...unknown, ...said },
    });
    return toOneFileRecord(tx, row);
  }
  const folderId = taken === undefined ? await makePath(tx, owner, session, draft.at) : taken;
  const names = { owner, folderId, of: 'files', number: numberedName } as const;
  const row = await tx.storedFile.create({
    data: {
      ...bytes,
      ...nameColumns(await freeName(tx, names, fileName)),
      id: draft.id,
      userId: owner,
      folderId,
      originalName: fileName,
      ...descriptionColumns({ ...session.description, projectId: session.projectId }, null),
    },
  });
  await beginInspection(tx, row.id, session, draft);
  return toOneFileRecord(tx, row);
}

/** Everything is scanned where something scans, and sound is looked at; what says so are rows of the same transaction. */
async function beginInspection(
  tx: Prisma.TransactionClient,
  fileId: string,
  { owner, contentType }: UploadSessionRecord,
  { versionId, scan }: FileDraft,
): Promise<void> {
  await tx.fileScan.create({ data: { versionId, fileId, userId: owner, state: scan } });
  if (!contentType.startsWith('audio/')) return;
  await tx.fileAnalysis.create({ data: { versionId, fileId, userId: owner } });
}
