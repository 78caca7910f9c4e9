import type { Statistics } from '@dawg/contract/wire-library';
import { EVERYTHING } from '../files/everything.ts';
import { toStoredFile } from '../files/stored-file.ts';
import type { Ports } from '../ports/ports.ts';
import type { TotalRecord } from '../ports/statistics-catalog.ts';

const BIGGEST = 10;

/** Figures of the owner's files that are not in the trash, in bytes, exact to the byte. */
export async function getStatistics(
  ports: Pick<Ports, 'statistics' | 'files'>,
  request: { readonly owner: string },
): Promise<Statistics> {
  const { owner } = request;
  const totals = await ports.statistics.totals(owner);
  const biggest = await ports.files.page({
    owner,
    sort: 'sizeBytes',
    order: 'desc',
    after: null,
    limit: BIGGEST,
    selection: EVERYTHING,
    trashed: false,
  });
  let totalBytes = 0;
  return {
    fileCount: totals.fileCount,
    sizeBytes: totals.sizeBytes,
    byType: totals.byType.toSorted(mostBytesFirst),
    byProject: totals.byProject.toSorted(mostBytesFirst),
    byMonth: totals.byMonth
      .toSorted((a, b) => (a.month < b.month ? -1 : 1))
      .map((month) => ({ ...month, totalBytes: (totalBytes += month.sizeBytes) })),
    biggest: biggest.map(toStoredFile),
  };
}

function mostBytesFirst(a: TotalRecord, b: TotalRecord): number {
  return b.sizeBytes - a.sizeBytes || b.fileCount - a.fileCount;
}
