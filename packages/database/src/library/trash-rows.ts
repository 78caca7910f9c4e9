import type { Prisma } from '../generated/client.ts';

/** active → trashed, one by one and not with a folder. */
export async function trashRows(
  tx: Prisma.TransactionClient,
  owner: string,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.storedFile.updateMany({
    where: { id: { in: [...ids] }, userId: owner, status: 'active' },
    data: { status: 'trashed', trashedAt: at, updatedAt: at },
  });
}
