import type { Storage } from '@dawg/storage/storage';
import type { FastifyInstance } from 'fastify';

/**
 * `GET /api/storage/link/TOKEN` and `/api/storage/public/TOKEN`: whoever has the token is sent on to the bytes, by a URL
 * that lives one minute. A request costs one or two look-ups in an index and no call to the store. Neither the answer nor
 * its URL is kept anywhere: what was ended a moment ago is ended.
 */
export function registerLinkRoutes(scope: FastifyInstance, storage: Storage): void {
  scope.get<{ Params: { token: string } }>('/link/:token', async ({ params }, reply) => {
    const { url } = await storage.downloads.followLink(params);
    return reply.redirect(url, 302);
  });
  scope.get<{ Params: { token: string } }>('/public/:token', async ({ params }, reply) => {
    const { url } = await storage.downloads.followPublicLink(params);
    return reply.redirect(url, 302);
  });
}
