import { httpStatusOf } from '@dawg/api/wire-error';
import { isRetryable, messageOf, StorageError, type ErrorCode } from '@dawg/contract/storage-error';
import type { Database } from '@dawg/database/open-database';
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
  readonly database: Database;
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
    forceCloseConnections: 'idle',
    trustProxy: parts.config.trustedProxy,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 5000 }, // a tRPC batch names all its procedures in the path
  });
  app.setErrorHandler<FastifyError | StorageError>(async (error, request, reply) => {
    const code = await codeOf(error, parts.database);
    if (code === 'internal') request.log.error({ err: error }, 'a request failed');
    if (isRetryable(code)) reply.header('retry-after', '2');
    const status = code === 'invalid-request' && 'statusCode' in error ? error.statusCode : undefined;
    return reply
      .status(status ?? httpStatusOf(code))
      .send({ message: messageOf(code), data: { code, requestId: request.id } });
  });
  endWithTheLastAnswer(app);

  const { config, database } = parts;
  await registerSecurityHeaders(app, { publicUrl: config.publicUrl, store: parts.storeOrigin });
  registerAuthRoutes(app, parts.auth, config.publicUrl);
  await registerTrpcRoutes(app, parts);
  registerHealthRoutes(app, parts.dependencies);
  app.get('/api/status', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return { ownerExists: await ownerExists(database.prisma), signUpOpen: config.openSignUp };
  });
  await registerWebAppRoutes(app);
  return app;
}

/**
 * Closing waits for the requests under way (`forceCloseConnections: 'idle'`). Their connections would then be kept
 * alive, and the server with them.
 */
function endWithTheLastAnswer(app: FastifyInstance): void {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close');
  });
}

/**
 * Fastify's own refusals (a body too large, no JSON) have a status below 500. What has none is a fault of ours, or
 * of a database that does not answer: better-auth and Prisma do not always tell, so the database is asked.
 */
async function codeOf(error: FastifyError | StorageError, database: Database): Promise<ErrorCode> {
  if (error instanceof StorageError) return error.code;
  if ((error.statusCode ?? 500) < 500) return 'invalid-request';
  try {
    await database.check();
    return 'internal';
  } catch (cause) {
    return cause instanceof StorageError ? cause.code : 'internal';
  }
}
