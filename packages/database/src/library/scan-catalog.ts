import type { ScanCatalog, StaleVersion } from '@dawg/storage/ports/scan-catalog';
import type { FileScan, FileVersion, Prisma, PrismaClient, StoredFile } from '../generated/client.ts';
import { toSafeNumber } from '../rows.ts';
import type { InLibrary } from './in-library.ts';
import { presentEarlier } from './present-earlier.ts';

/** The `ScanCatalog` port on PostgreSQL. */
export function createScanCatalog(prisma: PrismaClient, inLibrary: InLibrary): ScanCatalog {
  return {
    async findSubject(versionId) {
      const found = await findVersion(prisma, versionId);
      if (!found) return null;
      const { scan, file, version } = found;
      const { mimeType, size, storageKey } = version ?? file;
      return {
        versionId,
        owner: file.userId,
        fileName: file.originalName,
        contentType: mimeType,
        sizeBytes: toSafeNumber(size),
        storageKey,
        state: scan.state,
        scannedWith: scan.scannedWith,
      };
    },

    async record(versionId, { state, detail, scannedWith, at }) {
      const before = await prisma.fileScan.findUnique({ where: { versionId } });
      if (!before) return false;
      return inLibrary(before.userId, async (tx) => {
        const found = await findVersion(tx, versionId);
        if (!found) return false;
        const data = { state, detail, scannedWith, scannedAt: at };
        await tx.fileScan.update({ where: { versionId }, data });
        if (state === 'infected' && !found.version) await presentEarlier(tx, found.file, at);
        return true;
      });
    },

    async findWaiting({ after, limit }) {
      const rows = await prisma.fileScan.findMany({
        where: { state: 'scanning', ...(after === null ? {} : { versionId: { gt: after } }) },
        orderBy: { versionId: 'asc' },
        take: limit,
        select: { versionId: true, userId: true },
      });
      return rows.map(({ versionId, userId }) => ({ versionId, owner: userId }));
    },

    // The two sides of what is up to date, each a walk along the index that touches none of it.
    async findStale({ scanner, after, limit }) {
      const from = after ?? { scannedWith: '', versionId: '00000000-0000-0000-0000-000000000000' };
      return prisma.$queryRaw<StaleVersion[]>`
        (SELECT "versionId", "userId" AS "owner", "scannedWith" FROM "FileScan"
          WHERE ("scannedWith", "versionId") > (${from.scannedWith}, ${from.versionId}::uuid)
            AND "scannedWith" < ${scanner} AND "state" <> 'scanning'
          ORDER BY "scannedWith", "versionId" LIMIT ${limit})
        UNION ALL
        (SELECT "versionId", "userId" AS "owner", "scannedWith" FROM "FileScan"
          WHERE ("scannedWith", "versionId") > (${from.scannedWith}, ${from.versionId}::uuid)
            AND "scannedWith" > ${scanner} AND "state" <> 'scanning'
          ORDER BY "scannedWith", "versionId" LIMIT ${limit})
        ORDER BY "scannedWith", "versionId" LIMIT ${limit}`;
    },
  };
}

/** A version of a file that is not on its way out; `version` where it is an earlier one. */
interface FoundVersion {
  readonly scan: FileScan;
  readonly file: StoredFile;
  readonly version: FileVersion | null;
}

async function findVersion(
  client: Prisma.TransactionClient,
  versionId: string,
): Promise<FoundVersion | null> {
  const row = await client.fileScan.findUnique({ where: { versionId }, include: { file: true } });
  if (!row || row.file.status === 'purging') return null;
  const { file, ...scan } = row;
  if (file.versionId === versionId) return { scan, file, version: null };
  const version = await client.fileVersion.findUnique({ where: { id: versionId, isPurging: false } });
  return version && { scan, file, version };
}
