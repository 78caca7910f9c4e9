import { messageOf } from '@dawg/contract/storage-error';
import type { PrismaClient } from '@dawg/database/open-database';
import type { Storage } from '@dawg/storage/storage';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { Auth } from '../accounts/auth.ts';
import { ownerExists } from '../accounts/owner-setup.ts';
import type { ServerConfig } from '../env.ts';
import { registerAuthRoutes } from './auth-routes.ts';
import { registerHealthRoutes, type Dependency } from './health-routes.ts';
import { registerSecurityHeaders } from './security-headers.ts';
import { registerTrpcRoutes } from './trpc-routes.ts';
import { registerWebAppRoutes } from './web-app-routes.ts';

/** Bytes of audio never come this way, so nothing large does. */
const BODY_LIMIT_BYTES = 1_000_000;

export interface AppParts {
  readonly config: ServerConfig;
  readonly storage: Storage;
  readonly auth: Auth;
  readonly prisma: PrismaClient;
  readonly storeOrigin: string;
  /** Origins whose pages may call us. */
  readonly origins: readonly string[];
  readonly dependencies: readonly Dependency[];
}

/** The HTTP face of the server, not yet listening. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const app = Fastify({
    logger: { level: parts.config.logLevel, redact: ['req.headers.cookie', 'req.headers.authorization'] },
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: true,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 5000 }, // a tRPC batch names all its procedures in the path
  });
  app.setErrorHandler<FastifyError>(async (error, request, reply) => {
    const status = error.statusCode ?? 500;
    const code = status < 500 ? 'invalid-request' : 'internal';
    if (code === 'internal') request.log.error({ err: error }, 'a request failed');
    return reply.status(status).send({ message: messageOf(code), data: { code, requestId: request.id } });
  });

  const { config, prisma } = parts;
  await registerSecurityHeaders(app, { publicUrl: config.publicUrl, store: parts.storeOrigin });
  registerAuthRoutes(app, parts.auth, config.publicUrl);
  await registerTrpcRoutes(app, parts);
  registerHealthRoutes(app, parts.dependencies);
  app.get('/api/status', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return { ownerExists: await ownerExists(prisma), signUpOpen: config.openSignUp };
  });
  await registerWebAppRoutes(app);
  return app;
}
