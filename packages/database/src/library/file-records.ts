import type { StoredFileRecord } from '@dawg/storage/files/stored-file';
import type { Prisma, StoredFile } from '../generated/client.ts';
import { toFileRecord } from '../rows.ts';
import { pathsOf } from './folder-tree.ts';

/** Rows to records, with the paths of their folders: one query for all of them, none where all are at the top. */
export async function toFileRecords(
  client: Prisma.TransactionClient,
  rows: readonly StoredFile[],
): Promise<StoredFileRecord[]> {
  const folders = new Set(rows.flatMap(({ folderId }) => folderId ?? []));
  const paths = await pathsOf(client, [...folders]);
  return rows.map((row) => toFileRecord(row, paths.get(row.folderId ?? '') ?? ''));
}

export async function toOneFileRecord(
  client: Prisma.TransactionClient,
  row: StoredFile,
): Promise<StoredFileRecord> {
  const paths = await pathsOf(client, row.folderId === null ? [] : [row.folderId]);
  return toFileRecord(row, paths.get(row.folderId ?? '') ?? '');
}
