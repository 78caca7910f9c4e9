import type { AudioFacts } from '@dawg/contract/wire-audio';
import { audioTexts } from '@dawg/storage/analysis/audio-texts';
import type {
  AnalysisCatalog,
  AnalysisSubject,
  Artefact,
  Finding,
  RejectOutcome,
} from '@dawg/storage/ports/analysis-catalog';
import type { FileAnalysis, FileVersion, Prisma, PrismaClient, StoredFile } from '../generated/client.ts';
import { fromAnalysisState, toAnalysisState, toSafeNumber } from '../rows.ts';
import { toOneFileRecord } from './file-records.ts';
import type { InLibrary } from './in-library.ts';
import { presentEarlier } from './present-earlier.ts';
import { toOneVersionRecord } from './scans-of.ts';

/** The `AnalysisCatalog` port on PostgreSQL. */
export function createAnalysisCatalog(prisma: PrismaClient, inLibrary: InLibrary): AnalysisCatalog {
  return {
    async findSubject(versionId) {
      const found = await findVersion(prisma, versionId);
      return found && toSubject(found);
    },

    async record(versionId, finding) {
      const before = await prisma.fileAnalysis.findUnique({ where: { versionId } });
      if (!before) return false;
      return inLibrary(before.userId, async (tx) => {
        const found = await findVersion(tx, versionId);
        if (!found) return false;
        await tx.fileAnalysis.update({ where: { versionId }, data: analysisColumns(finding) });
        if (finding.state !== 'ready') return true;
        const known = soundColumns(finding.facts);
        if (found.version) await tx.fileVersion.update({ where: { id: versionId }, data: known });
        else await tx.storedFile.update({ where: { id: found.file.id }, data: known });
        return true;
      });
    },

    async reject(versionId, { id, code, reason, at }) {
      const before = await prisma.fileAnalysis.findUnique({ where: { versionId } });
      if (!before) return { kind: 'gone' };
      return inLibrary(before.userId, async (tx): Promise<RejectOutcome> => {
        const found = await findVersion(tx, versionId);
        if (!found) return { kind: 'gone' };
        const { fileName, folderPath } = await toOneFileRecord(tx, found.file);
        const { size } = found.version ?? found.file;
        await tx.rejectedFile.create({
          data: {
            id,
            fileId: found.file.id,
            userId: before.userId,
            fileName,
            folderPath,
            size,
            code,
            reason,
            rejectedAt: at,
          },
        });
        return takeOut(tx, versionId, found, at);
      });
    },

    async findOfVersion(owner, versionId) {
      const row = await prisma.fileAnalysis.findUnique({ where: { versionId, userId: owner } });
      if (!row) return null;
      const { facts, artefacts } = row;
      // Only `record` writes them.
      return {
        state: toAnalysisState(row.state),
        facts: facts as AudioFacts | null,
        artefacts: artefacts as Artefact[],
      };
    },

    async findInState(states, { after, limit }) {
      const rows = await prisma.fileAnalysis.findMany({
        where: {
          state: { in: states.map(fromAnalysisState) },
          ...(after === null ? {} : { versionId: { gt: after } }),
        },
        orderBy: { versionId: 'asc' },
        take: limit,
        select: { versionId: true, userId: true },
      });
      return rows.map(({ versionId, userId }) => ({ versionId, owner: userId }));
    },

    async listRejected(owner, limit) {
      const rows = await prisma.rejectedFile.findMany({
        where: { userId: owner },
        orderBy: { rejectedAt: 'desc' },
        take: limit,
      });
      return rows.map(({ userId: _, size, ...row }) => ({ ...row, sizeBytes: toSafeNumber(size) }));
    },

    async dismissRejected(owner, ids) {
      await prisma.rejectedFile.deleteMany({ where: { userId: owner, id: { in: [...ids] } } });
    },
  };
}

/** A version of a file that is not on its way out; `version` where it is an earlier one. */
interface FoundVersion {
  readonly analysis: FileAnalysis;
  readonly file: StoredFile;
  readonly version: FileVersion | null;
}

async function findVersion(
  client: Prisma.TransactionClient,
  versionId: string,
): Promise<FoundVersion | null> {
  const row = await client.fileAnalysis.findUnique({ where: { versionId }, include: { file: true } });
  if (!row || row.file.status === 'purging') return null;
  const { file, ...analysis } = row;
  if (file.versionId === versionId) return { analysis, file, version: null };
  const version = await client.fileVersion.findUnique({ where: { id: versionId, isPurging: false } });
  return version && { analysis, file, version };
}

function toSubject({ analysis, file, version }: FoundVersion): AnalysisSubject {
  const { mimeType, size, storageKey } = version ?? file;
  return {
    versionId: analysis.versionId,
    owner: file.userId,
    fileName: file.originalName,
    contentType: mimeType,
    sizeBytes: toSafeNumber(size),
    storageKey,
    state: toAnalysisState(analysis.state),
  };
}

/** Where an earlier version takes the place of a rejected one, that one goes as an earlier version does. */
async function takeOut(
  tx: Prisma.TransactionClient,
  versionId: string,
  { file, version }: FoundVersion,
  at: Date,
): Promise<RejectOutcome> {
  if (!version && !(await presentEarlier(tx, file, at))) {
    const purging = await tx.storedFile.update({ where: { id: file.id }, data: { status: 'purging' } });
    return { kind: 'file', file: await toOneFileRecord(tx, purging) };
  }
  const gone = await tx.fileVersion.update({ where: { id: versionId }, data: { isPurging: true } });
  return { kind: 'version', version: await toOneVersionRecord(tx, gone) };
}

function analysisColumns(finding: Finding): Prisma.FileAnalysisUpdateInput {
  if (finding.state !== 'ready') return { state: fromAnalysisState(finding.state) };
  const { facts, waveform, artefacts } = finding;
  return {
    state: 'ready',
    // Texts that PostgreSQL cannot keep were cut out by whoever read the tags.
    facts: facts as unknown as Prisma.InputJsonValue,
    waveform: new Uint8Array(waveform),
    artefacts: [...artefacts],
  };
}

/** What lists sort by and search in. */
function soundColumns({ description, tags }: AudioFacts) {
  const audioText = audioTexts(tags).join('\n');
  return { durationSeconds: description.durationSeconds, audioText };
}
