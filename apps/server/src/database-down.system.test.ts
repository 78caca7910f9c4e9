import { startPostgres, type PostgresServer } from '@dawg/database/testing/postgres-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD, startTestServer, type TestServer } from '../testing/test-server.ts';

const postgres = await startPostgres();

describe.skipIf(!postgres && !process.env['CI'])('a server on PostgreSQL', () => {
  let database: PostgresServer;
  let server: TestServer;
  beforeAll(async () => {
    if (!postgres) throw new Error('npm has no PostgreSQL for this platform: CI needs one that it has');
    database = postgres;
    server = await startTestServer({ databaseUrl: database.url });
    await server.createOwner();
  });
  afterAll(async () => {
    await server.close();
    await database.close();
  });

  test('answers 503 while the database is stopped, and goes on when it is back', async () => {
    expect((await server.query('quota.get')).status).toBe(200);
    await database.stop();
    const response = await server.query('quota.get');
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await response.json()).toMatchObject({ error: { data: { code: 'database-unavailable' } } });
    const account = { email: 'owner@example.test', password: PASSWORD };
    expect((await server.post('/api/auth/sign-in/email', account)).status).toBe(503);
    expect((await fetch(`${server.url}/api/status`)).status).toBe(503);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${server.url}/livez`)).status).toBe(200);

    await database.start();
    expect((await server.query('quota.get')).status).toBe(200);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });
});
