import { httpStatusOf } from '@dawg/api/wire-error';
import { isRetryable, messageOf, type StorageError } from '@dawg/contract/storage-error';
import type { Database } from '@dawg/database/open-database';
import type { Storage } from '@dawg/storage/storage';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { Auth } from '../accounts/auth.ts';
import { ownerExists } from '../accounts/owner-setup.ts';
import type { ServerConfig } from '../env.ts';
import type { OpenObjectStore } from '../object-store/open-object-store.ts';
import { registerAuthRoutes } from './auth-routes.ts';
import { failureCode } from './failure-code.ts';
import type { ScanState } from '../worker/describe-scan.ts';
import type { SoundState } from '../worker/describe-sound.ts';
import { registerHealthRoutes, type Dependency } from './health-routes.ts';
import { registerApiPage } from './rest/api-page.ts';
import { registerRestRoutes } from './rest/register-rest-routes.ts';
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
  /** How this process sends what a client would. */
  readonly sentFromHere: OpenObjectStore['sentFromHere'];
  /** Origins whose pages may call us. */
  readonly origins: readonly string[];
  readonly dependencies: readonly Dependency[];
  readonly describeSound: () => Promise<SoundState>;
  readonly describeScan: () => Promise<ScanState>;
}

/** The HTTP face of the server, not yet listening. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const app = Fastify({
    logger: {
      level: parts.config.logLevel,
      redact: ['req.headers.cookie', 'req.headers.authorization'],
      serializers: { req: withoutTokens },
    },
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: 'idle',
    trustProxy: parts.config.trustedProxy,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 5000 }, // a tRPC batch names all its procedures in the path
  });
  app.setErrorHandler<FastifyError | StorageError>(async (error, request, reply) => {
    const code = await failureCode(error, parts.database);
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
  const callers = { ...parts, trustedUserHeader: config.trustedUserHeader };
  await registerTrpcRoutes(app, callers);
  await registerRestRoutes(app, callers);
  await registerApiPage(app, config.publicUrl);
  registerHealthRoutes(app, parts.dependencies, parts);
  app.get('/api/status', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return { ownerExists: await ownerExists(database.prisma), signUpOpen: config.openSignUp };
  });
  await registerWebAppRoutes(app);
  return app;
}

/** As Fastify logs a request, without what lets anybody fetch what it names. */
function withoutTokens({ method, url, host, ip }: FastifyRequest) {
  return { method, url: url.replace(/(\/(?:zip|link|public)\/)[^/?]+/, '$1…'), host, remoteAddress: ip };
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
