import type { FileCatalog } from '@dawg/storage/ports/file-catalog';
import { Prisma, type PrismaClient, type StoredFile } from '../generated/client.ts';
import { fileNameKey } from '@dawg/contract/file-name';
import { changingFiles } from './file-changes.ts';
import { toFileRecords, toOneFileRecord } from './file-records.ts';
import { pageQueries } from './file-page.ts';
import { resolvePaths } from './folder-tree.ts';
import type { InLibrary } from './in-library.ts';
import { FILE_PLACE, placeOf } from './place.ts';
import { purgingFiles } from './file-purges.ts';

/** The `FileCatalog` port on PostgreSQL. */
export function createFileCatalog(prisma: PrismaClient, inLibrary: InLibrary): FileCatalog {
  return {
    async find(owner, id) {
      const row = await findVisible(prisma, owner, id);
      return row && toOneFileRecord(prisma, row);
    },

    async findAt(owner, place) {
      const [folderId] = await resolvePaths(prisma, owner, [place]);
      if (folderId === undefined) return null;
      const row = await activeFileAt(prisma, owner, folderId, place.fileName);
      return row && toOneFileRecord(prisma, row);
    },

    async findActive(owner, ids) {
      const rows = await prisma.$queryRaw<StoredFile[]>`
        SELECT file.* FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS asked("id", "position")
        JOIN "StoredFile" file ON file."id" = asked."id"
        WHERE file."userId" = ${owner} AND file."status" = 'active' ORDER BY asked."position"`;
      return toFileRecords(prisma, rows);
    },

    async findTaken(owner, places) {
      const folders = await resolvePaths(prisma, owner, places);
      const known = places.flatMap((place, index) => {
        const folderId = folders[index];
        return folderId === undefined
          ? []
          : [{ index, place: placeOf(folderId), name: fileNameKey(place.fileName) }];
      });
      if (known.length === 0) return [];
      const rows = await prisma.$queryRaw<{ readonly position: bigint }[]>(takenQuery(owner, known));
      // PostgreSQL counts from 1.
      return rows.flatMap(({ position }) => known[Number(position) - 1]?.index ?? []);
    },

    async page(request) {
      const { first, second } = pageQueries(request);
      let rows = await prisma.$queryRaw<StoredFile[]>(first);
      if (rows.length < request.limit && second) rows = await prisma.$queryRaw<StoredFile[]>(second);
      return toFileRecords(prisma, rows);
    },

    ...changingFiles(inLibrary),
    ...purgingFiles(prisma, inLibrary),
  };
}

export function takenQuery(
  owner: string,
  asked: readonly { readonly place: string; readonly name: string }[],
): Prisma.Sql {
  return Prisma.sql`
    SELECT asked."position"
    FROM unnest(${asked.map(({ place }) => place)}::uuid[], ${asked.map(({ name }) => name)}::text[])
      WITH ORDINALITY AS asked("place", "name", "position")
    WHERE EXISTS (
      SELECT 1 FROM "StoredFile" WHERE "userId" = ${owner} AND "status" = 'active'
        AND ${FILE_PLACE} = asked."place" AND "fileNameKey" = asked."name")
    ORDER BY asked."position"`;
}

/** Active or in the trash. */
export function findVisible(
  client: Prisma.TransactionClient,
  userId: string,
  id: string,
): Promise<StoredFile | null> {
  return client.storedFile.findUnique({ where: { id, userId, status: { not: 'purging' } } });
}

export async function activeFileAt(
  client: Prisma.TransactionClient,
  owner: string,
  folderId: string | null,
  fileName: string,
): Promise<StoredFile | null> {
  const [row] = await client.$queryRaw<StoredFile[]>`
    SELECT * FROM "StoredFile" WHERE "userId" = ${owner} AND "status" = 'active'
      AND ${FILE_PLACE} = ${placeOf(folderId)}::uuid AND "fileNameKey" = ${fileNameKey(fileName)}`;
  return row ?? null;
}
