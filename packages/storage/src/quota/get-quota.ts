import type { Quota } from '@dawg/contract/wire';
import type { Ports } from '../ports/ports.ts';

/** The owner's quota in bytes. `availableBytes` is zero, not negative, when the limit was lowered below the use. */
export async function getQuota(
  ports: Pick<Ports, 'quotas'>,
  request: { readonly owner: string },
): Promise<Quota> {
  const ledger = await ports.quotas.get(request.owner);
  return {
    totalBytes: ledger.totalLimit,
    usedBytes: ledger.usedSpace,
    reservedBytes: ledger.reservedSpace,
    availableBytes: Math.max(0, ledger.totalLimit - ledger.usedSpace - ledger.reservedSpace),
    fileBytes: ledger.fileSpace,
    trashedBytes: ledger.trashedSpace,
    versionBytes: ledger.versionSpace,
    deletingBytes: ledger.usedSpace - ledger.fileSpace - ledger.trashedSpace - ledger.versionSpace,
    fileCount: ledger.fileCount,
    trashedCount: ledger.trashedCount,
  };
}
