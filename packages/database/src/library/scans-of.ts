import type { ScanSummary } from '@dawg/contract/wire-scan';
import type { FileVersionRecord } from '@dawg/storage/versions/file-version';
import type { FileVersion, Prisma } from '../generated/client.ts';
import { toVersionRecord } from '../rows.ts';

export const NEVER_ASKED: ScanSummary = { state: 'unasked', detail: null };

/** What is known of viruses in versions, in one query. */
export async function scansOf(
  client: Prisma.TransactionClient,
  versionIds: readonly string[],
): Promise<ReadonlyMap<string, ScanSummary>> {
  const rows = await client.fileScan.findMany({
    where: { versionId: { in: [...versionIds] } },
    select: { versionId: true, state: true, detail: true },
  });
  return new Map(rows.map(({ versionId, ...scan }) => [versionId, scan]));
}

export async function toVersionRecords(
  client: Prisma.TransactionClient,
  rows: readonly FileVersion[],
): Promise<FileVersionRecord[]> {
  if (rows.length === 0) return [];
  const scans = await scansOf(
    client,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => toVersionRecord(row, scans.get(row.id) ?? NEVER_ASKED));
}

export async function toOneVersionRecord(
  client: Prisma.TransactionClient,
  row: FileVersion,
): Promise<FileVersionRecord> {
  const scans = await scansOf(client, [row.id]);
  return toVersionRecord(row, scans.get(row.id) ?? NEVER_ASKED);
}
