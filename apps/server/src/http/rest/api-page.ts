import { createOpenApiDocument } from '@dawg/api/rest/openapi-document';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const SWAGGER_UI = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/swagger-ui-bundle.js')));

/** Of what that package has, what the page loads. */
const ASSETS = /^\/(swagger-ui\.css|swagger-ui-bundle\.js)$/;

/** `/api/openapi.json`, and `/api/docs`, which shows it and tries it out: all of it from here, no script from elsewhere. */
export async function registerApiPage(app: FastifyInstance, publicUrl: string): Promise<void> {
  const document = createOpenApiDocument(publicUrl);
  app.get('/api/openapi.json', async (_request, reply) => {
    reply.header('cache-control', 'no-cache');
    return document;
  });
  app.get('/api/docs', async (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(PAGE),
  );
  app.get('/api/docs/page.js', async (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('text/javascript; charset=utf-8').send(SCRIPT),
  );
  await app.register(fastifyStatic, {
    root: SWAGGER_UI,
    prefix: '/api/docs/assets/',
    decorateReply: false,
    index: false,
    allowedPath: (path) => ASSETS.test(path),
  });
}

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Dawg Storage · API</title>
    <link rel="stylesheet" href="/api/docs/assets/swagger-ui.css" />
  </head>
  <body>
    <div id="api"></div>
    <script src="/api/docs/assets/swagger-ui-bundle.js"></script>
    <script src="/api/docs/page.js"></script>
  </body>
</html>
`;

/** The header is what the server asks of a page that changes something. */
const SCRIPT = `SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#api',
  validatorUrl: null,
  requestInterceptor: (request) => {
    request.headers['x-dawg-client'] = 'docs';
    return request;
  },
});
`;
