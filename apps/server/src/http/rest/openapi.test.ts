import { createOpenApiDocument } from '@dawg/api/rest/openapi-document';
import { REST_ROUTES } from '@dawg/api/rest/rest-routes';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/test-server.ts';

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, unknown>>;
}

describe('the OpenAPI document', () => {
  let server: TestServer;
  let document: { openapi: string; paths: Record<string, Record<string, Operation>> };
  beforeAll(async () => {
    server = await startTestServer();
    document = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as typeof document;
  });
  afterAll(() => server.close());

  test('is what a public validator calls OpenAPI 3.1', async () => {
    const result = await new Validator().validate(structuredClone(document));
    expect(result).toMatchObject({ valid: true });
    expect(document.openapi).toBe('3.1.0');
  });

  test('has every route, with the parameters that it takes and the refusals that it gives', () => {
    for (const { method, path, params, query, errors } of REST_ROUTES) {
      const operation = document.paths[path]?.[method];
      const names = [...Object.keys(params?.shape ?? {}), ...Object.keys(query.shape)];
      expect(operation?.parameters?.map(({ name }) => name).toSorted() ?? []).toEqual(names.toSorted());
      const statuses = Object.keys(operation?.responses ?? {});
      expect(statuses).toEqual(expect.arrayContaining(['200', '400', '401', '403', '500', '503']));
      if (errors.includes('file-not-found')) expect(statuses).toContain('404');
    }
    expect(document.paths['/api/storage/upload']?.['post']).toBeDefined();
  });

  test('is the same for the same server', () => {
    expect(createOpenApiDocument('http://a')).toEqual(createOpenApiDocument('http://a'));
  });

  test('is shown on a page that loads nothing from elsewhere', async () => {
    const page = await fetch(`${server.url}/api/docs`);
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const assets = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? '');
    expect(assets).toHaveLength(3);
    for (const url of assets) {
      expect(url).toMatch(/^\/api\/docs\//);
      const asset = await fetch(new URL(url, server.url));
      expect(asset.status).toBe(200);
      await asset.bytes(); // a connection with an answer in it would hold the server
    }
    expect((await fetch(`${server.url}/api/docs/assets/package.json`)).status).toBe(404);
  });
});
