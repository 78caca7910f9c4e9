import type { Catalogs } from '@dawg/storage/ports/ports';
import type { CatalogOptions } from './catalog-options.ts';
import { translatingFailures } from './database-failures.ts';
import type { PrismaClient } from './generated/client.ts';
import { createAnalysisCatalog } from './library/analysis-catalog.ts';
import { createFileCatalog } from './library/file-catalog.ts';
import { createFolderCatalog } from './library/folder-catalog.ts';
import { lockingLibrary } from './library/in-library.ts';
import { createScanCatalog } from './library/scan-catalog.ts';
import { createStatisticsCatalog } from './library/statistics-catalog.ts';
import { createTrashCatalog } from './library/trash-catalog.ts';
import { createVersionCatalog } from './library/version-catalog.ts';
import { createQuotaCatalog } from './quota-catalog.ts';
import { createTicketCatalog } from './ticket-catalog.ts';
import { createUploadCatalog } from './upload-catalog.ts';

/** The domain's catalog ports on PostgreSQL, embedded or on a server. */
export function createDatabaseCatalog(prisma: PrismaClient, options: CatalogOptions): Catalogs {
  const { defaultQuotaBytes } = options;
  const inLibrary = lockingLibrary(prisma, defaultQuotaBytes);
  return {
    uploads: translatingFailures(createUploadCatalog(prisma, options)),
    files: translatingFailures(createFileCatalog(prisma, inLibrary)),
    versions: translatingFailures(createVersionCatalog(prisma, inLibrary)),
    folders: translatingFailures(createFolderCatalog(prisma, inLibrary)),
    trash: translatingFailures(createTrashCatalog(prisma, inLibrary)),
    statistics: translatingFailures(createStatisticsCatalog(prisma)),
    quotas: translatingFailures(createQuotaCatalog(prisma, defaultQuotaBytes)),
    tickets: translatingFailures(createTicketCatalog(prisma)),
    scans: translatingFailures(createScanCatalog(prisma, inLibrary)),
    analyses: translatingFailures(createAnalysisCatalog(prisma, inLibrary)),
  };
}
