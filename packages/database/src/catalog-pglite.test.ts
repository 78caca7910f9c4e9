import { analysisSuite } from '@dawg/storage/testing/analysis-suite';
import { scanSuite } from '@dawg/storage/testing/scan-suite';
import { catalogSuite } from '@dawg/storage/testing/catalog-suite';
import { changeFeedSuite } from '@dawg/storage/testing/change-feed-suite';
import { librarySuite } from '@dawg/storage/testing/library-suite';
import { openCatalogHarness } from '../testing/catalog-harness.ts';

catalogSuite('PGlite', () => openCatalogHarness('pglite:memory:'));
librarySuite('PGlite', () => openCatalogHarness('pglite:memory:'));
changeFeedSuite('PGlite', () => openCatalogHarness('pglite:memory:'));
analysisSuite('PGlite', () => openCatalogHarness('pglite:memory:'));
scanSuite('PGlite', () => openCatalogHarness('pglite:memory:'));
