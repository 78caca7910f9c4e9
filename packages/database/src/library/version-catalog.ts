import type { VersionCatalog } from '@dawg/storage/ports/version-catalog';
import type { FileVersion, PrismaClient } from '../generated/client.ts';
import { releaseUsed } from '../ledger.ts';
import { findVisible } from './file-catalog.ts';
import { toOneFileRecord } from './file-records.ts';
import type { InLibrary } from './in-library.ts';
import { keepVersion } from './keep-version.ts';
import { presentVersion } from './present-version.ts';
import { NEVER_ASKED, scansOf, toOneVersionRecord, toVersionRecords } from './scans-of.ts';

/** The `VersionCatalog` port on PostgreSQL. */
export function createVersionCatalog(prisma: PrismaClient, inLibrary: InLibrary): VersionCatalog {
  return {
    async list(owner, fileId) {
      if (!(await findVisible(prisma, owner, fileId))) return null;
      const rows = await prisma.fileVersion.findMany({
        where: { fileId, isPurging: false },
        orderBy: [{ replacedAt: 'desc' }, { id: 'desc' }],
      });
      return toVersionRecords(prisma, rows);
    },

    restore(owner, fileId, versionId, at) {
      return inLibrary(owner, async (tx) => {
        const file = await findVisible(tx, owner, fileId);
        if (file?.status !== 'active') return 'file-not-found';
        const version = await tx.fileVersion.findUnique({
          where: { id: versionId, fileId, isPurging: false },
        });
        if (!version) return 'version-not-found';
        const { state } = (await scansOf(tx, [versionId])).get(versionId) ?? NEVER_ASKED;
        if (state === 'scanning') return 'file-not-scanned-yet';
        if (state === 'infected') return 'file-quarantined';
        await tx.fileVersion.delete({ where: { id: versionId } });
        await keepVersion(tx, file, at);
        const row = await presentVersion(tx, version, at);
        return toOneFileRecord(tx, row);
      });
    },

    beginPurge(owner, fileId, versionId) {
      return inLibrary(owner, async (tx) => {
        if (!(await findVisible(tx, owner, fileId))) return null;
        const [row] = await tx.fileVersion.updateManyAndReturn({
          where: { id: versionId, fileId },
          data: { isPurging: true },
        });
        return row ? toOneVersionRecord(tx, row) : null;
      });
    },

    async ofPurgingFile(fileId) {
      const rows = await prisma.fileVersion.findMany({ where: { fileId, file: { status: 'purging' } } });
      return toVersionRecords(prisma, rows);
    },

    async finishPurge(id, { sealedUntil }) {
      const version = await prisma.fileVersion.findUnique({ where: { id }, select: { userId: true } });
      if (!version) return false;
      return inLibrary(version.userId, async (tx) => {
        const [row] = await tx.$queryRaw<FileVersion[]>`
          DELETE FROM "FileVersion" version USING "StoredFile" file
          WHERE version."id" = ${id}::uuid AND file."id" = version."fileId"
            AND (version."isPurging" OR file."status" = 'purging')
          RETURNING version.*`;
        if (!row) return false;
        await tx.fileAnalysis.deleteMany({ where: { versionId: id } });
        await tx.fileScan.deleteMany({ where: { versionId: id } });
        await releaseUsed(tx, row.userId, row.size);
        await tx.fileUploadSession.updateMany({
          where: { storageKey: row.storageKey },
          data: { sealedUntil },
        });
        return true;
      });
    },

    async findPurging({ after, limit }) {
      const rows = await prisma.fileVersion.findMany({
        where: { isPurging: true, ...(after === null ? {} : { id: { gt: after } }) },
        orderBy: { id: 'asc' },
        take: limit,
      });
      return toVersionRecords(prisma, rows);
    },
  };
}
