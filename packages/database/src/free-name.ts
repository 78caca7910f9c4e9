import { fileNameKey, numberedName } from '@dawg/contract/file-name';
import { folderPathKey } from '@dawg/contract/folder-path';
import type { FilePlace } from '@dawg/contract/wire';
import type { Prisma } from './generated/client.ts';

/** Candidates looked up by one query: a name rarely has more copies. */
const CANDIDATES_PER_QUERY = 20;

/**
 * The name itself, or the first numbered one that none of the owner's active files in the folder has. Two transactions may
 * choose the same; the unique index refuses the second, which is then run again.
 */
export async function freeName(
  tx: Prisma.TransactionClient,
  userId: string,
  { folderPath, fileName }: FilePlace,
): Promise<string> {
  for (let first = 1; ; first += CANDIDATES_PER_QUERY) {
    const candidates = Array.from({ length: CANDIDATES_PER_QUERY }, (_, index) =>
      first + index === 1 ? fileName : numberedName(fileName, first + index),
    );
    const taken = await tx.storedFile.findMany({
      where: {
        userId,
        status: 'active',
        folderPathKey: folderPathKey(folderPath),
        fileNameKey: { in: candidates.map(fileNameKey) },
      },
      select: { fileNameKey: true },
    });
    const takenKeys = new Set(taken.map((file) => file.fileNameKey));
    const free = candidates.find((candidate) => !takenKeys.has(fileNameKey(candidate)));
    if (free !== undefined) return free;
  }
}
