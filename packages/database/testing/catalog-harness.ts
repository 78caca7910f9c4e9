import { DEFAULT_QUOTA_BYTES } from '@dawg/contract/limits';
import type { ChangeFeedHarness } from '@dawg/storage/testing/change-feed-suite';
import { openChangeFeed } from '../src/change-feed.ts';
import { createDatabaseCatalog } from '../src/database-catalog.ts';
import { openDatabase } from '../src/open-database.ts';

/** The catalogs and the change feed on a database of their own, for the contract suites. */
export async function openCatalogHarness(url: string): Promise<ChangeFeedHarness> {
  const database = await openDatabase(url);
  const changes = await openChangeFeed(database);
  // PGlite is in this process alone.
  const otherDatabase = database.isEmbedded ? null : await openDatabase(url);
  const other = otherDatabase ? await openChangeFeed(otherDatabase) : changes;
  return {
    ...createDatabaseCatalog(database.prisma, { defaultQuotaBytes: DEFAULT_QUOTA_BYTES }),
    changes: changes.feed,
    other: other.feed,
    createOwner: async (totalLimit) => {
      const id = crypto.randomUUID();
      await database.prisma.user.create({ data: { id, name: 'Owner', email: `${id}@example.test` } });
      if (totalLimit !== undefined) {
        await database.prisma.storageQuota.create({ data: { userId: id, totalLimit: BigInt(totalLimit) } });
      }
      return id;
    },
    setQuota: async (userId, totalLimit) => {
      const data = { totalLimit: BigInt(totalLimit) };
      await database.prisma.storageQuota.update({ where: { userId }, data });
    },
    close: async () => {
      await changes.close();
      if (other !== changes) await other.close();
      await otherDatabase?.close();
      await database.close();
    },
  };
}
