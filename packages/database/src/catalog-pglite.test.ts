import { catalogSuite } from '@dawg/storage/testing/catalog-suite';
import { openCatalogHarness } from '../testing/catalog-harness.ts';

catalogSuite('PGlite', () => openCatalogHarness('pglite:memory:'));
