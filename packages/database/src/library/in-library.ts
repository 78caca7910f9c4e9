import type { Prisma, PrismaClient } from '../generated/client.ts';
import { lockLedger } from '../ledger.ts';
import { repeatOnConflict } from '../repeat-on-conflict.ts';

/** A folder of a million files goes to the trash in one statement. */
const LONGEST_CHANGE_MS = 5 * 60_000;

/** Runs a change of one owner's library. */
export type InLibrary = <Result>(
  owner: string,
  change: (tx: Prisma.TransactionClient) => Promise<Result>,
) => Promise<Result>;

/**
 * Changes of one owner's library go one at a time: each is a transaction that first takes the lock on the owner's ledger,
 * which every change of what is stored takes anyway. So what a change has looked at (a name that is free, a folder that is
 * active, one that is not inside another) stays true until it has written, and no two wait for each other.
 */
export function lockingLibrary(prisma: PrismaClient, defaultQuotaBytes: number): InLibrary {
  return (owner, change) =>
    repeatOnConflict(() =>
      prisma.$transaction(
        async (tx) => {
          await lockLedger(tx, owner, defaultQuotaBytes);
          return change(tx);
        },
        { timeout: LONGEST_CHANGE_MS },
      ),
    );
}
