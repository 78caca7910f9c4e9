import type { QuotaCatalog } from '@dawg/storage/ports/quota-catalog';
import type { PrismaClient } from './generated/client.ts';
import { toSafeNumber } from './rows.ts';

/** The `QuotaCatalog` port on PostgreSQL: the ledger holds the sums, so it is read as fast with a million files. */
export function createQuotaCatalog(prisma: PrismaClient, defaultQuotaBytes: number): QuotaCatalog {
  const unused = { usedSpace: 0n, reservedSpace: 0n, fileSpace: 0n, trashedSpace: 0n, versionSpace: 0n };
  const nothing = { ...unused, totalLimit: BigInt(defaultQuotaBytes), fileCount: 0n, trashedCount: 0n };
  return {
    async get(owner) {
      const row = (await prisma.storageQuota.findUnique({ where: { userId: owner } })) ?? nothing;
      return {
        owner,
        totalLimit: toSafeNumber(row.totalLimit),
        usedSpace: toSafeNumber(row.usedSpace),
        reservedSpace: toSafeNumber(row.reservedSpace),
        fileSpace: toSafeNumber(row.fileSpace),
        trashedSpace: toSafeNumber(row.trashedSpace),
        versionSpace: toSafeNumber(row.versionSpace),
        fileCount: toSafeNumber(row.fileCount),
        trashedCount: toSafeNumber(row.trashedCount),
      };
    },
  };
}
