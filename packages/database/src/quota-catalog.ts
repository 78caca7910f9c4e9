import type { QuotaCatalog } from '@dawg/storage/ports/quota-catalog';
import type { PrismaClient } from './generated/client.ts';
import { toSafeNumber } from './rows.ts';

interface LedgerRow {
  readonly totalLimit: bigint;
  readonly usedSpace: bigint;
  readonly reservedSpace: bigint;
  readonly trashedSpace: bigint;
  readonly fileCount: bigint;
}

/** The `QuotaCatalog` port on PostgreSQL: ledger and sums in one statement, so that they agree. */
export function createQuotaCatalog(prisma: PrismaClient, defaultQuotaBytes: number): QuotaCatalog {
  return {
    async get(owner) {
      const rows = await prisma.$queryRaw<LedgerRow[]>`
        SELECT
          COALESCE(MAX(q."totalLimit"), ${BigInt(defaultQuotaBytes)}) AS "totalLimit",
          COALESCE(MAX(q."usedSpace"), 0) AS "usedSpace",
          COALESCE(MAX(q."reservedSpace"), 0) AS "reservedSpace",
          (SELECT COALESCE(SUM("size"), 0)::bigint FROM "StoredFile"
            WHERE "userId" = ${owner} AND "status" = 'trashed') AS "trashedSpace",
          (SELECT COUNT(*) FROM "StoredFile" WHERE "userId" = ${owner} AND "status" = 'active') AS "fileCount"
        FROM "StorageQuota" q WHERE q."userId" = ${owner}`;
      const [row] = rows;
      if (!row) throw new Error('an aggregate without GROUP BY answers one row');
      return {
        owner,
        totalLimit: toSafeNumber(row.totalLimit),
        usedSpace: toSafeNumber(row.usedSpace),
        reservedSpace: toSafeNumber(row.reservedSpace),
        trashedSpace: toSafeNumber(row.trashedSpace),
        fileCount: toSafeNumber(row.fileCount),
      };
    },
  };
}
