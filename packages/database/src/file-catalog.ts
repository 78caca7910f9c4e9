import { fileNameKey } from '@dawg/contract/file-name';
import { folderPathKey } from '@dawg/contract/folder-path';
import type { FileSort } from '@dawg/contract/wire';
import type { FileCatalog, FilePageRequest, PageCursor } from '@dawg/storage/ports/file-catalog';
import { isUniqueViolation } from './database-failures.ts';
import { freeName } from './free-name.ts';
import { Prisma, type PrismaClient, type StoredFile } from './generated/client.ts';
import { releaseUsed } from './ledger.ts';
import { nameColumns, toFileRecord } from './rows.ts';
import { repeatOnConflict } from './repeat-on-conflict.ts';

/** The `FileCatalog` port on PostgreSQL. */
export function createFileCatalog(prisma: PrismaClient): FileCatalog {
  const findVisible = async (client: Prisma.TransactionClient, userId: string, id: string) => {
    const row = await client.storedFile.findUnique({ where: { id, userId, status: { not: 'purging' } } });
    return row ? toFileRecord(row) : null;
  };

  return {
    find(owner, id) {
      return findVisible(prisma, owner, id);
    },

    async findTaken(owner, places) {
      const folders = places.map((place) => folderPathKey(place.folderPath));
      const names = places.map((place) => fileNameKey(place.fileName));
      const rows = await prisma.$queryRaw<{ readonly position: bigint }[]>`
        SELECT asked."position" FROM unnest(${folders}::text[], ${names}::text[])
          WITH ORDINALITY AS asked("folder", "name", "position")
        WHERE EXISTS (
          SELECT 1 FROM "StoredFile" WHERE "userId" = ${owner} AND "status" = 'active'
            AND "folderPathKey" = asked."folder" AND "fileNameKey" = asked."name")
        ORDER BY asked."position"`;
      return rows.map(({ position }) => Number(position) - 1); // PostgreSQL counts from 1
    },

    async page(request) {
      const rows = await prisma.$queryRaw<StoredFile[]>(pageQuery(request));
      return rows.map(toFileRecord);
    },

    async rename(owner, id, { fileName, at }) {
      try {
        const [row] = await prisma.storedFile.updateManyAndReturn({
          where: { id, userId: owner, status: 'active' },
          data: { ...nameColumns(fileName), updatedAt: at },
        });
        return row ? toFileRecord(row) : 'not-found';
      } catch (error) {
        if (isUniqueViolation(error)) return 'name-taken';
        throw error;
      }
    },

    async trash(owner, id, at) {
      const [row] = await prisma.storedFile.updateManyAndReturn({
        where: { id, userId: owner, status: 'active' },
        data: { status: 'trashed', trashedAt: at, updatedAt: at },
      });
      return row ? toFileRecord(row) : findVisible(prisma, owner, id);
    },

    restore(owner, id, at) {
      return repeatOnConflict(() =>
        prisma.$transaction(async (tx) => {
          const file = await findVisible(tx, owner, id);
          if (file?.status !== 'trashed') return file;
          const fileName = await freeName(tx, owner, file);
          const [row] = await tx.storedFile.updateManyAndReturn({
            where: { id, userId: owner, status: 'trashed' },
            data: { ...nameColumns(fileName), status: 'active', trashedAt: null, updatedAt: at },
          });
          return row ? toFileRecord(row) : findVisible(tx, owner, id);
        }),
      );
    },

    async beginPurge(owner, id) {
      const [row] = await prisma.storedFile.updateManyAndReturn({
        where: { id, userId: owner, status: { in: ['trashed', 'purging'] } },
        data: { status: 'purging' },
      });
      if (row) return toFileRecord(row);
      return (await findVisible(prisma, owner, id)) ? 'not-in-trash' : 'not-found';
    },

    finishPurge(id, { sealedUntil }) {
      return prisma.$transaction(async (tx) => {
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
      return rows.map(toFileRecord);
    },
  };
}

const SORT_COLUMNS = {
  fileName: Prisma.sql`"fileNameKey"`,
  sizeBytes: Prisma.sql`"size"`,
  uploadedAt: Prisma.sql`"uploadedAt"`,
} satisfies Record<FileSort, Prisma.Sql>;

/**
 * (sort value, id) > (cursor) as one row comparison is what lets PostgreSQL begin in the index at the cursor,
 * so that the ten thousandth page costs what the first does.
 */
function pageQuery(request: FilePageRequest): Prisma.Sql {
  const column = SORT_COLUMNS[request.sort];
  const direction = request.order === 'asc' ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const status = request.trashed ? Prisma.sql`'trashed'` : Prisma.sql`'active'`;
  const conditions = [Prisma.sql`"userId" = ${request.owner}`, Prisma.sql`"status" = ${status}`];
  if (request.projectId !== null) conditions.push(Prisma.sql`"projectId" = ${request.projectId}`);
  if (request.search !== '') conditions.push(Prisma.sql`strpos("fileNameKey", ${request.search}) > 0`);
  if (request.after) {
    const beyond = request.order === 'asc' ? Prisma.sql`>` : Prisma.sql`<`;
    const { id } = request.after;
    conditions.push(
      Prisma.sql`(${column}, "id") ${beyond} (${cursorValue(request.sort, request.after)}, ${id}::uuid)`,
    );
  }
  return Prisma.sql`
    SELECT * FROM "StoredFile" WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY ${column} ${direction}, "id" ${direction} LIMIT ${request.limit}`;
}

function cursorValue(sort: FileSort, { value }: PageCursor): Prisma.Sql {
  switch (sort) {
    case 'fileName':
      return Prisma.sql`${String(value)}::text`;
    case 'sizeBytes':
      return Prisma.sql`${BigInt(value)}::bigint`;
    case 'uploadedAt':
      return Prisma.sql`${new Date(Number(value))}::timestamptz`;
  }
}
