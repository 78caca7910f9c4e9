import type { FileCatalog } from '@dawg/storage/ports/file-catalog';
import { Prisma, type PrismaClient, type StoredFile } from '../generated/client.ts';
import { fileNameKey } from '@dawg/contract/file-name';
import { changingFiles, isActiveFolder } from './file-changes.ts';
import { toFileRecords, toOneFileRecord } from './file-records.ts';
import { resolvePaths } from './folder-tree.ts';
import type { InLibrary } from './in-library.ts';
import { FILE_PLACE, FOLDER_PLACE, placeOf } from './place.ts';
import { readFilePage } from './read-file-page.ts';
import { purgingFiles } from './file-purges.ts';

/** The `FileCatalog` port on PostgreSQL. */
export function createFileCatalog(prisma: PrismaClient, inLibrary: InLibrary): FileCatalog {
  return {
    async find(owner, id) {
      const row = await findVisible(prisma, owner, id);
      return row && toOneFileRecord(prisma, row);
    },

    async findPublic(token) {
      const row = await prisma.storedFile.findFirst({ where: { publicToken: token, status: 'active' } });
      return row && toOneFileRecord(prisma, row);
    },

    async findBelow(owner, folderId, limit) {
      const rows = await prisma.$queryRaw<StoredFile[]>(belowQuery(owner, folderId, limit));
      if (rows.length === 0 && !(await isActiveFolder(prisma, owner, folderId))) return null;
      return toFileRecords(prisma, rows);
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
      return toFileRecords(prisma, await readFilePage(prisma, request));
    },

    ...changingFiles(inLibrary),
    ...purgingFiles(prisma, inLibrary),
  };
}

/**
 * By the path of their keys: a folder's own files lie among those of the folders in it, as a person sorts them. LATERAL
 * and OFFSET 0 keep to the indexes, whatever the planner thinks of how many folders there are.
 */
export function belowQuery(owner: string, folderId: string, limit: number): Prisma.Sql {
  return Prisma.sql`
    WITH RECURSIVE below AS (
      SELECT "id", ''::text COLLATE "C" AS "pathKey" FROM "Folder"
      WHERE "id" = ${folderId}::uuid AND "userId" = ${owner} AND "status" = 'active'
      UNION ALL
      SELECT child."id", below."pathKey" || child."nameKey" || '/'
      FROM below CROSS JOIN LATERAL (
        SELECT "id", "nameKey" FROM "Folder" WHERE "userId" = ${owner} AND "status" = 'active'
          AND ${FOLDER_PLACE} = below."id" OFFSET 0) child)
    SELECT * FROM (
      SELECT below."pathKey", file.* FROM below CROSS JOIN LATERAL (
        SELECT * FROM "StoredFile" WHERE "folderId" = below."id" AND "status" = 'active' OFFSET 0) file
      LIMIT ${limit}) inside
    ORDER BY "pathKey" || "fileNameKey", "id"`;
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
