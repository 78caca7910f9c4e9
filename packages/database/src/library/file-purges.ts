import type { FileCatalog, ItemOutcome } from '@dawg/storage/ports/file-catalog';
import type { PrismaClient } from '../generated/client.ts';
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

    finishPurge(owner, purged) {
      const ids = purged.map(({ id }) => id);
      const sealedUntil = purged.map((file) => file.sealedUntil);
      return inLibrary(owner, async (tx) => {
        const gone = await tx.$queryRaw<{ readonly size: bigint }[]>`
          WITH gone AS (
            DELETE FROM "StoredFile" WHERE "userId" = ${owner} AND "id" = ANY(${ids}::uuid[]) AND "status" = 'purging'
            RETURNING "id", "size", "storageKey"),
          noted AS (
            UPDATE "FileUploadSession" session SET "sealedUntil" = purged."sealedUntil"
            FROM gone JOIN unnest(${ids}::uuid[], ${sealedUntil}::timestamptz[]) AS purged("id", "sealedUntil") USING ("id")
            WHERE session."storageKey" = gone."storageKey")
          SELECT "size" FROM gone`;
        const freed = gone.reduce((bytes, { size }) => bytes + size, 0n);
        if (gone.length > 0) await releaseUsed(tx, owner, freed);
        return gone.length;
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
