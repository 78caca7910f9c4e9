import { analysisQueueSuite } from '../../testing/analysis-queue-suite.ts';

analysisQueueSuite('PGlite', () => 'pglite:memory:');
