import type { Folder, Prisma } from '../generated/client.ts';

/** The folder's own rows, those in it and their files, changed by two statements. Under the owner's lock. */

/** active → trashed, with all that is active in it. */
export async function trashTree(tx: Prisma.TransactionClient, folder: Folder, at: Date): Promise<void> {
  const rows = await tx.$queryRaw<{ readonly id: string }[]>`
    WITH RECURSIVE below AS (
      SELECT "id" FROM "Folder" WHERE "id" = ${folder.id}::uuid
      UNION ALL
      SELECT child."id" FROM below JOIN "Folder" child ON child."parentId" = below."id"
      WHERE child."status" = 'active')
    UPDATE "Folder" SET "status" = 'trashed', "trashedAt" = ${at}, "trashedWith" = ${folder.id}::uuid,
      "updatedAt" = ${at}
    WHERE "id" IN (SELECT "id" FROM below) RETURNING "id"`;
  await tx.$executeRaw`
    UPDATE "StoredFile" SET "status" = 'trashed', "trashedAt" = ${at}, "trashedWith" = ${folder.id}::uuid,
      "updatedAt" = ${at}
    WHERE "folderId" = ANY(${rows.map(({ id }) => id)}::uuid[]) AND "status" = 'active'`;
}

/** trashed → active, with all that went to the trash with it. */
export async function restoreTree(tx: Prisma.TransactionClient, folder: Folder, at: Date): Promise<void> {
  const rows = await tx.$queryRaw<{ readonly id: string }[]>`
    WITH RECURSIVE below AS (
      SELECT "id" FROM "Folder" WHERE "id" = ${folder.id}::uuid
      UNION ALL
      SELECT child."id" FROM below JOIN "Folder" child ON child."parentId" = below."id"
      WHERE child."trashedWith" = ${folder.trashedWith}::uuid)
    UPDATE "Folder" SET "status" = 'active', "trashedAt" = NULL, "trashedWith" = NULL, "updatedAt" = ${at}
    WHERE "id" IN (SELECT "id" FROM below) RETURNING "id"`;
  await tx.$executeRaw`
    UPDATE "StoredFile" SET "status" = 'active', "trashedAt" = NULL, "trashedWith" = NULL, "updatedAt" = ${at}
    WHERE "folderId" = ANY(${rows.map(({ id }) => id)}::uuid[]) AND "status" = 'trashed'
      AND "trashedWith" = ${folder.trashedWith}::uuid`;
}
