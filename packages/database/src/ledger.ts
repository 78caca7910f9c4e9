import type { Prisma } from './generated/client.ts';
import { toSafeNumber } from './rows.ts';

/**
 * The owner's row of StorageQuota. Each change of it is one UPDATE whose condition is the invariant, inside the
 * transaction of what is charged for: nothing is read first and written later.
 */

type Transaction = Prisma.TransactionClient;

/** Makes sure the owner has a row and holds its lock until the transaction ends. */
export async function lockLedger(tx: Transaction, owner: string, defaultQuotaBytes: number): Promise<void> {
  if (await lockRow(tx, owner)) return;
  await tx.$executeRaw`
    INSERT INTO "StorageQuota" ("userId", "totalLimit") VALUES (${owner}, ${BigInt(defaultQuotaBytes)})
    ON CONFLICT ("userId") DO NOTHING`;
  await lockRow(tx, owner);
}

/** Adds to what is reserved if it fits: used + reserved + size ≤ limit. */
export async function reserveSpace(
  tx: Transaction,
  owner: string,
  sizeBytes: number,
): Promise<
  { readonly kind: 'reserved' } | { readonly kind: 'quota-exceeded'; readonly availableBytes: number }
> {
  const size = BigInt(sizeBytes);
  const touched = await tx.$executeRaw`
    UPDATE "StorageQuota" SET "reservedSpace" = "reservedSpace" + ${size}
    WHERE "userId" = ${owner} AND "usedSpace" + "reservedSpace" + ${size} <= "totalLimit"`;
  if (touched === 1) return { kind: 'reserved' };
  const { totalLimit, usedSpace, reservedSpace } = await tx.storageQuota.findUniqueOrThrow({
    where: { userId: owner },
  });
  const available = toSafeNumber(totalLimit - usedSpace - reservedSpace);
  return { kind: 'quota-exceeded', availableBytes: Math.max(0, available) };
}

/** What was reserved is stored now, or as much of it as came. */
export async function settleReservation(
  tx: Transaction,
  owner: string,
  { reservedBytes, storedBytes }: { readonly reservedBytes: number; readonly storedBytes: number },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "StorageQuota" SET
      "reservedSpace" = "reservedSpace" - ${BigInt(reservedBytes)},
      "usedSpace" = "usedSpace" + ${BigInt(storedBytes)}
    WHERE "userId" = ${owner}`;
}

/** What was reserved will not come. */
export async function releaseReservation(tx: Transaction, owner: string, sizeBytes: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "StorageQuota" SET "reservedSpace" = "reservedSpace" - ${BigInt(sizeBytes)} WHERE "userId" = ${owner}`;
}

/** What was stored is gone. */
export async function releaseUsed(tx: Transaction, owner: string, sizeBytes: bigint): Promise<void> {
  await tx.$executeRaw`
    UPDATE "StorageQuota" SET "usedSpace" = "usedSpace" - ${sizeBytes} WHERE "userId" = ${owner}`;
}

async function lockRow(tx: Transaction, owner: string): Promise<boolean> {
  const rows = await tx.$queryRaw<
    unknown[]
  >`SELECT 1 FROM "StorageQuota" WHERE "userId" = ${owner} FOR UPDATE`;
  return rows.length > 0;
}
