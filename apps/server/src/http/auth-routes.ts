import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CLIENT_ADDRESS_HEADER, type Auth } from '../accounts/auth.ts';
import { toWebHeaders } from './web-headers.ts';

/** In which better-auth hands the session's token to whoever signs in. */
const TOKEN_HEADER = 'set-auth-token';

/** Hands `/api/auth/*` to better-auth, which speaks the web's Request and Response. */
export function registerAuthRoutes(app: FastifyInstance, auth: Auth, publicUrl: string): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    handler: async (request, reply) => {
      const headers = toWebHeaders(request.headers);
      headers.set(CLIENT_ADDRESS_HEADER, request.ip);
      headers.delete('content-length'); // the body is written anew
      const hasBody = request.body !== undefined && request.body !== null;
      const response = await auth.handler(
        new Request(new URL(request.url, publicUrl), {
          method: request.method,
          headers,
          body: hasBody ? JSON.stringify(request.body) : null,
        }),
      );
      if (response.status >= 500) throw new Error(`better-auth failed: ${await response.text()}`);
      reply.status(response.status);
      for (const [name, value] of response.headers) {
        const isKept = name === 'set-cookie' || (name === TOKEN_HEADER && isFromPage(request));
        if (!isKept) reply.header(name, value);
      }
      for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
      reply.header('cache-control', 'no-store');
      return reply.send(Buffer.from(await response.arrayBuffer()));
    },
  });
}

/** Scripts of a page must not read the token: their session is in a cookie that none of them can read. */
function isFromPage({ headers }: FastifyRequest): boolean {
  return headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
}
