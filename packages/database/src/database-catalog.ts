import type { Ports } from '@dawg/storage/ports/ports';
import { translatingFailures } from './database-failures.ts';
import { createFileCatalog } from './file-catalog.ts';
import type { PrismaClient } from './generated/client.ts';
import { createQuotaCatalog } from './quota-catalog.ts';
import { createUploadCatalog } from './upload-catalog.ts';

/** The domain's catalog ports on PostgreSQL, embedded or on a server. */
export function createDatabaseCatalog(
  prisma: PrismaClient,
  options: { readonly defaultQuotaBytes: number },
): Pick<Ports, 'uploads' | 'files' | 'quotas'> {
  return {
    uploads: translatingFailures(createUploadCatalog(prisma, options.defaultQuotaBytes)),
    files: translatingFailures(createFileCatalog(prisma)),
    quotas: translatingFailures(createQuotaCatalog(prisma, options.defaultQuotaBytes)),
  };
}
