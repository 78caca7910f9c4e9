import type { AudioSummary } from '@dawg/contract/wire-audio';
import type { StoredFileRecord } from '@dawg/storage/files/stored-file';
import type { Prisma, StoredFile } from '../generated/client.ts';
import { toAnalysisState, toFileRecord } from '../rows.ts';
import { NEVER_ASKED, scansOf } from './scans-of.ts';
import { pathsOf } from './folder-tree.ts';

/** Rows to records, with the paths of their folders and what is known of their sound and of viruses: a query each for all. */
export async function toFileRecords(
  client: Prisma.TransactionClient,
  rows: readonly StoredFile[],
): Promise<StoredFileRecord[]> {
  if (rows.length === 0) return [];
  const folders = new Set(rows.flatMap(({ folderId }) => folderId ?? []));
  const paths = await pathsOf(client, [...folders]);
  const sounds = await soundsOf(client, rows);
  const scans = await scansOf(
    client,
    rows.map(({ versionId }) => versionId),
  );
  return rows.map((row) =>
    toFileRecord(row, {
      folderPath: paths.get(row.folderId ?? '') ?? '',
      audio: sounds.get(row.versionId) ?? null,
      scan: scans.get(row.versionId) ?? NEVER_ASKED,
    }),
  );
}

export async function toOneFileRecord(
  client: Prisma.TransactionClient,
  row: StoredFile,
): Promise<StoredFileRecord> {
  const [record] = await toFileRecords(client, [row]);
  if (!record) throw new Error('one row is one record');
  return record;
}

async function soundsOf(
  client: Prisma.TransactionClient,
  rows: readonly StoredFile[],
): Promise<ReadonlyMap<string, AudioSummary>> {
  const analyses = await client.fileAnalysis.findMany({
    where: { versionId: { in: rows.map(({ versionId }) => versionId) } },
    select: { versionId: true, state: true, waveform: true },
  });
  return new Map(
    analyses.map(({ versionId, state, waveform }) => [
      versionId,
      { state: toAnalysisState(state), waveform: waveform && Buffer.from(waveform).toString('base64') },
    ]),
  );
}
