import type { TrashCatalog } from '@dawg/storage/ports/trash-catalog';
import type { Folder, PrismaClient } from '../generated/client.ts';
import { purgeFolder } from './folder-purge.ts';
import type { InLibrary } from './in-library.ts';

/** The `TrashCatalog` port on PostgreSQL. */
export function createTrashCatalog(prisma: PrismaClient, inLibrary: InLibrary): TrashCatalog {
  return {
    beginEmptying(owner, { trashedBy, limit }) {
      return inLibrary(owner, async (tx) => {
        const folders = await tx.$queryRaw<Folder[]>`
          SELECT * FROM "Folder" WHERE "userId" = ${owner} AND "status" = 'trashed' AND "trashedWith" = "id"
            AND "trashedAt" <= ${trashedBy} LIMIT ${limit}`;
        for (const { id } of folders) {
          // Anew: purging one may have given another a new parent.
          const folder = await tx.folder.findUnique({ where: { id } });
          if (folder) await purgeFolder(tx, folder);
        }
        const files = await tx.$executeRaw`
          UPDATE "StoredFile" SET "status" = 'purging' WHERE "id" IN (
            SELECT "id" FROM "StoredFile" WHERE "userId" = ${owner} AND "status" = 'trashed'
              AND "trashedAt" <= ${trashedBy} LIMIT ${limit})`;
        return { taken: folders.length + files };
      });
    },

    async findOwners(trashedBy, { after, limit }) {
      const rows = await prisma.$queryRaw<{ readonly userId: string }[]>`
        SELECT "userId" FROM (
          SELECT "userId" COLLATE "C" AS "userId" FROM "StoredFile"
          WHERE "status" = 'trashed' AND "trashedAt" <= ${trashedBy}
          UNION
          SELECT "userId" COLLATE "C" FROM "Folder"
          WHERE "status" = 'trashed' AND "trashedWith" = "id" AND "trashedAt" <= ${trashedBy}) old
        WHERE "userId" > ${after ?? ''} ORDER BY "userId" LIMIT ${limit}`;
      return rows.map(({ userId }) => userId);
    },
  };
}
