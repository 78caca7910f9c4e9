import { catalogSuite } from '@dawg/storage/testing/catalog-suite';
import { librarySuite } from '@dawg/storage/testing/library-suite';
import { openCatalogHarness } from '../testing/catalog-harness.ts';

catalogSuite('PGlite', () => openCatalogHarness('pglite:memory:'));
librarySuite('PGlite', () => openCatalogHarness('pglite:memory:'));
