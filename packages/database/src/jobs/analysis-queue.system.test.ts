import { afterAll } from 'vitest';
import { analysisQueueSuite } from '../../testing/analysis-queue-suite.ts';
import { startPostgres } from '../../testing/postgres-server.ts';

const server = await startPostgres();
afterAll(() => server?.close());

if (server) analysisQueueSuite('a PostgreSQL server', () => server.url);
