import type { Prisma, StoredFile } from '../generated/client.ts';

/** Keeps the present bytes of a file as an earlier version: others are to take their place. */
export async function keepVersion(tx: Prisma.TransactionClient, file: StoredFile, at: Date): Promise<void> {
  await tx.fileVersion.create({
    data: {
      id: file.versionId,
      userId: file.userId,
      fileId: file.id,
      storageKey: file.storageKey,
      mimeType: file.mimeType,
      size: file.size,
      checksum: file.checksum,
      uploadedAt: file.uploadedAt,
      replacedAt: at,
      putUntil: file.putUntil,
      durationSeconds: file.durationSeconds,
      audioText: file.audioText,
    },
  });
}
