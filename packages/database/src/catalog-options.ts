import type { StoredFileRecord } from '@dawg/storage/files/stored-file';
import type { Prisma } from './generated/client.ts';

export interface CatalogOptions {
  /** What an owner without a limit of their own may store, in bytes. */
  readonly defaultQuotaBytes: number;
  /** Called in the transaction that stores a version, after it: what it does happens with it or not at all. */
  readonly onStored?: (
    tx: Prisma.TransactionClient,
    version: Pick<StoredFileRecord, 'versionId' | 'owner' | 'contentType' | 'scan'>,
  ) => Promise<void>;
}
