import type { Prisma, StoredFile } from '../generated/client.ts';
import { keepVersion } from './keep-version.ts';
import { presentVersion } from './present-version.ts';

/**
 * Gives the place of a file's present version to the latest earlier one in which no virus was found; the present one
 * becomes an earlier one. False where there is none: then nothing changes.
 */
export async function presentEarlier(
  tx: Prisma.TransactionClient,
  file: StoredFile,
  at: Date,
): Promise<boolean> {
  const infected = await tx.fileScan.findMany({
    where: { fileId: file.id, state: 'infected' },
    select: { versionId: true },
  });
  const before = await tx.fileVersion.findFirst({
    where: {
      fileId: file.id,
      isPurging: false,
      id: { notIn: infected.map(({ versionId }) => versionId) },
    },
    orderBy: [{ replacedAt: 'desc' }, { id: 'desc' }],
  });
  if (!before) return false;
  await tx.fileVersion.delete({ where: { id: before.id } });
  await keepVersion(tx, file, at);
  await presentVersion(tx, before, at);
  return true;
}
