import type { FileCatalog, ItemOutcome } from '@dawg/storage/ports/file-catalog';
import type { PrismaClient, StoredFile } from '../generated/client.ts';
import { releaseUsed } from '../ledger.ts';
import { toFileRecords } from './file-records.ts';
import type { InLibrary } from './in-library.ts';

type Purges = Pick<FileCatalog, 'beginPurge' | 'finishPurge' | 'findPurging'>;

/** What is done to files that go for good. */
export function purgingFiles(prisma: PrismaClient, inLibrary: InLibrary): Purges {
  return {
    beginPurge(owner, ids) {
      return inLibrary(owner, async (tx) => {
        const begun = await tx.storedFile.updateManyAndReturn({
          where: { id: { in: [...ids] }, userId: owner, status: { in: ['trashed', 'purging'] } },
          data: { status: 'purging' },
        });
        const active = await tx.storedFile.findMany({
          where: { id: { in: [...ids] }, userId: owner, status: 'active' },
          select: { id: true },
        });
        const kept = new Set(active.map(({ id }) => id));
        const records = new Map((await toFileRecords(tx, begun)).map((file) => [file.id, file]));
        return ids.map((id): ItemOutcome => {
          const file = records.get(id);
          if (file) return { kind: 'done', file };
          return { kind: kept.has(id) ? 'not-in-trash' : 'not-found' };
        });
      });
    },

    async finishPurge(id, { sealedUntil }) {
      const file = await prisma.storedFile.findUnique({ where: { id, status: 'purging' } });
      if (!file) return false;
      return inLibrary(file.userId, async (tx) => {
        const [row] = await tx.$queryRaw<StoredFile[]>`
          DELETE FROM "StoredFile" WHERE "id" = ${id}::uuid AND "status" = 'purging' RETURNING *`;
        if (!row) return false;
        await releaseUsed(tx, row.userId, row.size);
        await tx.fileUploadSession.updateMany({
          where: { storageKey: row.storageKey },
          data: { sealedUntil },
        });
        return true;
      });
    },

    async findPurging({ after, limit }) {
      const rows = await prisma.storedFile.findMany({
        where: { status: 'purging', ...(after === null ? {} : { id: { gt: after } }) },
        orderBy: { id: 'asc' },
        take: limit,
      });
      return toFileRecords(prisma, rows);
    },
  };
}
