import { MAX_COUNTED } from '@dawg/contract/limits';
import type { ListedFolderRecord } from '@dawg/storage/folders/folder';
import type { FolderPageRequest } from '@dawg/storage/ports/folder-catalog';
import { Prisma, type Folder, type PrismaClient } from '../generated/client.ts';
import { toFolderRecord } from '../rows.ts';
import { FOLDER_PLACE, placeOf } from './place.ts';

type CountedFolder = Folder & { readonly fileCount: bigint; readonly folderCount: bigint };

/** A page of folders by name, with what is directly in each. */
export async function folderPage(
  prisma: PrismaClient,
  request: FolderPageRequest,
): Promise<ListedFolderRecord[]> {
  const rows = await prisma.$queryRaw<CountedFolder[]>(folderPageQuery(request));
  return rows.map((row) => ({
    ...toFolderRecord(row),
    fileCount: Number(row.fileCount),
    folderCount: Number(row.folderCount),
  }));
}

/** Counting stops at `MAX_COUNTED`, so that a folder of a million files is listed as quickly as an empty one. */
export function folderPageQuery({ owner, from, after, limit }: FolderPageRequest): Prisma.Sql {
  const which =
    from === 'trash'
      ? Prisma.sql`"status" = 'trashed' AND "trashedWith" = "id"`
      : Prisma.sql`"status" = 'active' AND ${FOLDER_PLACE} = ${placeOf(from.parentId)}::uuid`;
  const beyond = after
    ? Prisma.sql`AND ("nameKey", "id") > (${String(after.value)}::text, ${after.id}::uuid)`
    : Prisma.empty;
  return Prisma.sql`
    SELECT folder.*,
      (SELECT COUNT(*) FROM (SELECT 1 FROM "StoredFile" file
        WHERE file."folderId" = folder."id" AND file."status"::text = folder."status"::text
        LIMIT ${MAX_COUNTED}) counted) AS "fileCount",
      (SELECT COUNT(*) FROM (SELECT 1 FROM "Folder" child
        WHERE child."parentId" = folder."id" AND child."status" = folder."status"
        LIMIT ${MAX_COUNTED}) counted) AS "folderCount"
    FROM (SELECT * FROM "Folder" WHERE "userId" = ${owner} AND ${which} ${beyond}
      ORDER BY "nameKey", "id" LIMIT ${limit}) folder
    ORDER BY folder."nameKey", folder."id"`;
}
