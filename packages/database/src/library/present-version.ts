import type { FileVersion, Prisma, StoredFile } from '../generated/client.ts';

/** Makes the bytes of an earlier version, whose row is gone, the present ones of its file. */
export function presentVersion(
  tx: Prisma.TransactionClient,
  version: FileVersion,
  at: Date,
): Promise<StoredFile> {
  const { id: versionId, storageKey, mimeType, size, checksum, uploadedAt, putUntil } = version;
  const { durationSeconds, audioText } = version;
  const bytes = { storageKey, mimeType, size, checksum, uploadedAt, putUntil, durationSeconds, audioText };
  return tx.storedFile.update({
    where: { id: version.fileId },
    data: { ...bytes, versionId, updatedAt: at },
  });
}
