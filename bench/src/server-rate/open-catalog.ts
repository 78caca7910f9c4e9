import { openChangeFeed } from '@dawg/database/change-feed';
import { createDatabaseCatalog } from '@dawg/database/database-catalog';
import { openDatabase } from '@dawg/database/open-database';
import { startPostgres } from '@dawg/database/testing/postgres-server';
import type { Catalogs, Ports } from '@dawg/storage/ports/ports';
import { createMemoryCatalog } from '@dawg/storage/testing/memory-catalog';

const QUOTA_BYTES = 2 ** 42;

export interface OpenCatalog extends Catalogs, Pick<Ports, 'changes'> {
  /** What it is on, for the table. */
  readonly name: string;
  createOwner(): Promise<string>;
  close(): Promise<void>;
}

/** The twin in memory: what the rest costs. */
export function openMemoryCatalog(): OpenCatalog {
  const catalog = createMemoryCatalog();
  return {
    ...catalog,
    name: 'in memory',
    createOwner: async () => {
      const owner = crypto.randomUUID();
      catalog.setQuota(owner, QUOTA_BYTES);
      return owner;
    },
    close: async () => {},
  };
}

/** A PostgreSQL server of the run's own, without fsync: no disk is measured. Null where npm has none to bring. */
export async function openPostgresCatalog(): Promise<OpenCatalog | null> {
  const server = await startPostgres();
  if (!server) return null;
  const database = await openDatabase(server.url);
  const changes = await openChangeFeed(database);
  return {
    ...createDatabaseCatalog(database.prisma, { defaultQuotaBytes: QUOTA_BYTES }),
    changes: changes.feed,
    name: 'PostgreSQL',
    createOwner: async () => {
      const id = crypto.randomUUID();
      await database.prisma.user.create({ data: { id, name: 'Owner', email: `${id}@example.test` } });
      return id;
    },
    close: async () => {
      await changes.close();
      await database.close();
      await server.close();
    },
  };
}
