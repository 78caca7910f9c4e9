import { analysisSuite } from '@dawg/storage/testing/analysis-suite';
import { scanSuite } from '@dawg/storage/testing/scan-suite';
import { catalogSuite } from '@dawg/storage/testing/catalog-suite';
import { changeFeedSuite } from '@dawg/storage/testing/change-feed-suite';
import { librarySuite } from '@dawg/storage/testing/library-suite';
import { afterAll, describe, expect, test } from 'vitest';
import { openCatalogHarness } from '../testing/catalog-harness.ts';
import { startPostgres } from '../testing/postgres-server.ts';

const server = await startPostgres();
afterAll(() => server?.close());

if (server) catalogSuite('a PostgreSQL server', () => openCatalogHarness(server.url));
if (server) changeFeedSuite('a PostgreSQL server', () => openCatalogHarness(server.url));
if (server) librarySuite('a PostgreSQL server', () => openCatalogHarness(server.url));
if (server) analysisSuite('a PostgreSQL server', () => openCatalogHarness(server.url));
if (server) scanSuite('a PostgreSQL server', () => openCatalogHarness(server.url));

describe.skipIf(!server && !process.env['CI'])('a PostgreSQL server that stops', () => {
  test('is told as `database-unavailable`, and works again once it is back', async () => {
    if (!server) throw new Error('npm has no PostgreSQL for this platform: CI needs one that it has');
    const catalog = await openCatalogHarness(server.url);
    const owner = await catalog.createOwner(100);
    await server.stop();
    await expect(catalog.quotas.get(owner)).rejects.toMatchObject({ code: 'database-unavailable' });
    await expect(catalog.uploads.find(owner, crypto.randomUUID())).rejects.toMatchObject({
      code: 'database-unavailable',
    });
    await server.start();
    expect(await catalog.quotas.get(owner)).toMatchObject({ totalLimit: 100 });
    await catalog.close();
  });
});
