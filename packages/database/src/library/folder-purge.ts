import type { Folder, Prisma } from '../generated/client.ts';

/**
 * Removes a folder in the trash with the folders that went there with it, and begins the purge of the files that did.
 * What was in the trash before stays there, as if it had been in the folder above. Under the owner's lock.
 */
export async function purgeFolder(tx: Prisma.TransactionClient, folder: Folder): Promise<void> {
  const { parentId, trashedWith } = folder;
  const rows = await tx.$queryRaw<{ readonly id: string }[]>`
    WITH RECURSIVE below AS (
      SELECT "id" FROM "Folder" WHERE "id" = ${folder.id}::uuid
      UNION ALL
      SELECT child."id" FROM below JOIN "Folder" child ON child."parentId" = below."id"
      WHERE child."trashedWith" = ${trashedWith}::uuid)
    SELECT "id" FROM below`;
  const ids = rows.map(({ id }) => id);
  await tx.$executeRaw`
    UPDATE "StoredFile" SET "status" = 'purging', "folderId" = NULL
    WHERE "folderId" = ANY(${ids}::uuid[]) AND "status" = 'trashed' AND "trashedWith" = ${trashedWith}::uuid`;
  await tx.$executeRaw`
    UPDATE "StoredFile" SET "folderId" = ${parentId}::uuid
    WHERE "folderId" = ANY(${ids}::uuid[]) AND "status" = 'trashed'`;
  await tx.$executeRaw`
    UPDATE "FileUploadSession" SET "folderId" = ${parentId}::uuid WHERE "folderId" = ANY(${ids}::uuid[])`;
  await tx.$executeRaw`
    UPDATE "Folder" SET "parentId" = ${parentId}::uuid
    WHERE "parentId" = ANY(${ids}::uuid[]) AND NOT "id" = ANY(${ids}::uuid[])`;
  await tx.$executeRaw`DELETE FROM "Folder" WHERE "id" = ANY(${ids}::uuid[])`;
}
