import { REST_ROUTES } from '@dawg/api/rest/rest-routes';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, test } from 'vitest';
import { startTestServer } from '../../testing/test-server.ts';

/** Who may call what, for all that the server answers. What is new fails here until somebody has said so. */
const OPEN_TO: Readonly<Record<string, string>> = {
  // By the tables of procedures and of REST routes, each with its own matrix.
  'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT,QUERY,TRACE /trpc/:path':
    'the signed-in: see packages/api/testing/authorisation-matrix.ts',
  'POST /api/storage/upload': 'the signed-in: see rest-authorisation.test.ts',
  // Whoever has the token: see rest-authorisation.test.ts, links/link-routes.test.ts and zip/zip-route.test.ts.
  'GET /api/storage/zip/:token': 'whoever has the token',
  'GET,HEAD /api/storage/link/:token': 'whoever has the token',
  'GET,HEAD /api/storage/public/:token': 'whoever has the token',
  // What says nothing of anybody's files.
  'GET,HEAD,POST /api/auth/*': 'anybody: it is how one signs in',
  'GET,HEAD /api/status': 'anybody',
  'GET,HEAD /livez': 'anybody',
  'GET,HEAD /readyz': 'anybody',
  'GET,HEAD /api/openapi.json': 'anybody',
};

/** The pages themselves, file by file: `/`, `/index.html`, `/assets/…`, and what the API's page is made of. */
const PAGES = /^GET,HEAD \/(?!api\/(?!docs)|trpc)/;

test('every route of the server is known here, and open to whom it says', async () => {
  const routes: string[] = [];
  const listen = (message: unknown) => {
    const { fastify } = message as { readonly fastify: FastifyInstance };
    fastify.addHook('onRoute', ({ method, url }: RouteOptions) => {
      routes.push(`${[method].flat().toSorted().join()} ${url}`);
    });
  };
  subscribe('fastify.initialization', listen);
  const server = await startTestServer();
  unsubscribe('fastify.initialization', listen);
  await server.close();

  const ofTable = REST_ROUTES.map(
    ({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
  );
  const known = new Set([...Object.keys(OPEN_TO), ...ofTable]);
  // Fastify adds HEAD to each GET, as a route of its own.
  const merged = [...Map.groupBy(routes, (route) => route.split(' ')[1] ?? '')].flatMap(([url, all]) => {
    const methods = new Set(all.flatMap((route) => route.split(' ')[0]?.split(',') ?? []));
    const isTable = ofTable.some((route) => route.endsWith(` ${url}`));
    return isTable
      ? [...methods].filter((method) => method !== 'HEAD').map((method) => `${method} ${url}`)
      : [`${[...methods].toSorted().join()} ${url}`];
  });
  expect(merged.length).toBeGreaterThan(known.size - 1);
  expect(merged.filter((route) => !known.has(route) && !PAGES.test(route))).toEqual([]);
  expect([...known].filter((route) => !merged.includes(route))).toEqual([]);
});
