import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const WEB_APP = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/** Serves the built web app: every path that is none of ours is one of its pages. */
export async function registerWebAppRoutes(app: FastifyInstance): Promise<void> {
  if (!existsSync(WEB_APP)) {
    app.log.warn('the web app is not built (npm run build): only the API is served');
    return;
  }
  await app.register(fastifyStatic, {
    root: WEB_APP,
    wildcard: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Vite names assets by their content; the page that names them must be fresh.
      const isNamedByContent = path.includes('/assets/');
      reply.header('cache-control', isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.setNotFoundHandler(async (request, reply) => {
    const isPage = request.method === 'GET' && !/^\/(api|trpc|assets)\//.test(request.url);
    if (isPage) return reply.sendFile('index.html');
    return reply
      .status(404)
      .send({ message: 'There is nothing here.', data: { code: 'invalid-request', requestId: request.id } });
  });
}
