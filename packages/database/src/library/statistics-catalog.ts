import type { Fingerprint, StatisticsCatalog } from '@dawg/storage/ports/statistics-catalog';
import { Prisma, type PrismaClient, type StoredFile } from '../generated/client.ts';
import { toSafeNumber } from '../rows.ts';
import { toFileRecords } from './file-records.ts';

interface TotalsRow {
  /** Which of the columns are those of the group: a bit each that is not, the last column's the lowest. */
  readonly which: number;
  readonly mimeType: string | null;
  readonly projectId: string | null;
  readonly month: string | null;
  readonly fileCount: bigint;
  readonly sizeBytes: bigint;
}

/** `GROUPING` of (mimeType, projectId, month). */
const [BY_TYPE, BY_PROJECT, BY_MONTH] = [0b011, 0b101, 0b110];

/** The `StatisticsCatalog` port on PostgreSQL. */
export function createStatisticsCatalog(prisma: PrismaClient): StatisticsCatalog {
  return {
    /**
     * One statement, so that all figures are of one moment. Type, project and month together are few even of a million
     * files: what is grouped three times is their sums, not the files.
     */
    async totals(owner) {
      const rows = await prisma.$queryRaw<TotalsRow[]>`
        WITH together AS MATERIALIZED (
          SELECT "mimeType", "projectId", date_trunc('month', "uploadedAt" AT TIME ZONE 'UTC') AS "begins",
            COUNT(*) AS "fileCount", SUM("size") AS "sizeBytes"
          FROM "StoredFile" WHERE "userId" = ${owner} AND "status" = 'active' GROUP BY 1, 2, 3)
        SELECT GROUPING("mimeType", "projectId", "begins") AS "which", "mimeType", "projectId",
          to_char("begins", 'YYYY-MM') AS "month",
          SUM("fileCount")::bigint AS "fileCount", SUM("sizeBytes")::bigint AS "sizeBytes"
        FROM together GROUP BY GROUPING SETS (("mimeType"), ("projectId"), ("begins"))`;
      const groups = (which: number | undefined) =>
        rows
          .filter((row) => row.which === which)
          .map(({ fileCount, sizeBytes, ...key }) => ({
            key,
            total: { fileCount: Number(fileCount), sizeBytes: toSafeNumber(sizeBytes) },
          }));
      const byType = groups(BY_TYPE).map(({ key, total }) => ({ contentType: key.mimeType ?? '', ...total }));
      return {
        fileCount: byType.reduce((sum, { fileCount }) => sum + fileCount, 0),
        sizeBytes: byType.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
        byType,
        byProject: groups(BY_PROJECT).map(({ key, total }) => ({ projectId: key.projectId, ...total })),
        byMonth: groups(BY_MONTH).map(({ key, total }) => ({ month: key.month ?? '', ...total })),
      };
    },

    async findCopies(owner, { sizeBytes, checksum }, limit) {
      const rows = await prisma.$queryRaw<StoredFile[]>(copiesQuery(owner, { sizeBytes, checksum }, limit));
      return toFileRecords(prisma, rows);
    },

    async duplicates(owner, page) {
      const rows = await prisma.$queryRaw<(StoredFile & { readonly fileCount: bigint })[]>(
        duplicatesQuery(owner, page),
      );
      const records = await toFileRecords(prisma, rows);
      const counts = new Map(rows.map((row) => [row.id, Number(row.fileCount)]));
      const groups = Map.groupBy(records, ({ sizeBytes, checksum }) => `${sizeBytes} ${checksum}`);
      return [...groups.values()].map((files) => ({
        sizeBytes: files[0]?.sizeBytes ?? 0,
        checksum: files[0]?.checksum ?? '',
        fileCount: counts.get(files[0]?.id ?? '') ?? 0,
        files,
      }));
    },
  };
}

export function copiesQuery(owner: string, { sizeBytes, checksum }: Fingerprint, limit: number): Prisma.Sql {
  return Prisma.sql`
    SELECT * FROM "StoredFile" WHERE "userId" = ${owner} AND "status" = 'active'
      AND "size" = ${BigInt(sizeBytes)} AND "checksum" = ${checksum}
    ORDER BY "uploadedAt", "id" LIMIT ${limit}`;
}

export function duplicatesQuery(owner: string, { after, limit, filesEach }: DuplicatesPage): Prisma.Sql {
  const beyond = after
    ? Prisma.sql`AND ("size", "checksum") < (${BigInt(after.sizeBytes)}::bigint, ${after.checksum}::text)`
    : Prisma.empty;
  return Prisma.sql`
    SELECT file.*, same."fileCount" FROM (
      SELECT "size", "checksum", COUNT(*) AS "fileCount" FROM "StoredFile"
      WHERE "userId" = ${owner} AND "status" = 'active' ${beyond}
      GROUP BY "size", "checksum" HAVING COUNT(*) > 1
      ORDER BY "size" DESC, "checksum" DESC LIMIT ${limit}) same
    CROSS JOIN LATERAL (
      SELECT * FROM "StoredFile" WHERE "userId" = ${owner} AND "status" = 'active'
        AND "size" = same."size" AND "checksum" = same."checksum"
      ORDER BY "uploadedAt", "id" LIMIT ${filesEach}) file
    ORDER BY same."size" DESC, same."checksum" DESC, file."uploadedAt", file."id"`;
}

type DuplicatesPage = Parameters<StatisticsCatalog['duplicates']>[1];
