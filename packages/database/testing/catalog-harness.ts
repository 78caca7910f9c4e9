import { DEFAULT_QUOTA_BYTES } from '@dawg/contract/limits';
import type { CatalogHarness } from '@dawg/storage/testing/catalog-suite';
import { createDatabaseCatalog } from '../src/database-catalog.ts';
import { openDatabase } from '../src/open-database.ts';

/** The catalogs on a database of their own, for the contract suite. */
export async function openCatalogHarness(url: string): Promise<CatalogHarness> {
  const database = await openDatabase(url);
  return {
    ...createDatabaseCatalog(database.prisma, { defaultQuotaBytes: DEFAULT_QUOTA_BYTES }),
    createOwner: async (totalLimit) => {
      const id = crypto.randomUUID();
      await database.prisma.user.create({ data: { id, name: 'Owner', email: `${id}@example.test` } });
      if (totalLimit !== undefined) {
        await database.prisma.storageQuota.create({ data: { userId: id, totalLimit: BigInt(totalLimit) } });
      }
      return id;
    },
    close: () => database.close(),
  };
}
