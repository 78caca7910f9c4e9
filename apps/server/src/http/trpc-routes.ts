import { appRouter, type AppRouter } from '@dawg/api/app-router';
import { isRetryable, messageOf } from '@dawg/contract/storage-error';
import type { Database } from '@dawg/database/open-database';
import { storageErrorOf } from '@dawg/api/wire-error';
import type { Storage } from '@dawg/storage/storage';
import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Auth } from '../accounts/auth.ts';
import { toWebHeaders } from './web-headers.ts';

/** Calls in one HTTP request: enough for a page's queries or a batch of small files' sessions. */
const MAX_BATCH_SIZE = 50;

/** Pages of other origins cannot send it without a preflight, which we never grant. */
const CLIENT_HEADER = 'x-dawg-client';

export interface TrpcParts {
  readonly storage: Storage;
  readonly auth: Auth;
  readonly database: Database;
  /** Origins whose pages may call. */
  readonly origins: readonly string[];
}

/** Serves the router under `/trpc`. */
export async function registerTrpcRoutes(
  app: FastifyInstance,
  { storage, auth, database, origins }: TrpcParts,
): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      const problem = forgeryProblem(request, origins);
      if (problem === null) return;
      const data = { code: 'invalid-request', details: { problem }, httpStatus: 403, requestId: request.id };
      await reply.status(403).send({ error: { message: messageOf('invalid-request', { problem }), data } });
    });
    scope.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));
    await scope.register(fastifyTRPCPlugin, {
      prefix: '/trpc',
      trpcOptions: {
        router: appRouter,
        maxBatchSize: MAX_BATCH_SIZE,
        createContext: ({ req }) => ({
          storage,
          principal: principalOf(auth, database, req),
          requestId: req.id,
        }),
        onError: ({ error, path, req }) => {
          const failure = storageErrorOf(error);
          if (failure.code === 'internal')
            req.log.error({ err: error.cause ?? error, path }, 'a call failed');
          else if (isRetryable(failure.code))
            req.log.warn({ err: failure.cause, path, code: failure.code }, 'unavailable');
        },
        responseMeta: ({ errors }) => {
          const isBusy = errors.some((error) => isRetryable(storageErrorOf(error).code));
          return isBusy ? { headers: new Headers({ 'retry-after': '2' }) } : {};
        },
      } satisfies FastifyTRPCPluginOptions<AppRouter>['trpcOptions'],
    });
  });
}

/**
 * Why a call may come from a page that is not ours, or null. tRPC itself would run a mutation that a foreign
 * page's form posts with the visitor's cookie.
 */
function forgeryProblem(request: FastifyRequest, origins: readonly string[]): string | null {
  const { origin, 'content-type': type = '' } = request.headers;
  if (origin !== undefined && !origins.includes(origin)) return `calls from ${origin} are not allowed`;
  if (request.headers[CLIENT_HEADER] === undefined) return `the header ${CLIENT_HEADER} is missing`;
  const isJson = /^application\/json\b/i.test(type);
  return request.method === 'GET' || isJson ? null : 'the body must be application/json';
}

/** Who is signed in, by the session cookie. Looked up once for all calls of a batch. */
function principalOf(auth: Auth, database: Database, request: FastifyRequest): () => Promise<string | null> {
  let asked: Promise<string | null> | null = null;
  const ask = async () => {
    try {
      const session = await auth.api.getSession({ headers: toWebHeaders(request.headers) });
      return session?.user.id ?? null;
    } catch (error) {
      await database.check(); // better-auth does not tell why it failed
      throw error;
    }
  };
  return () => (asked ??= ask());
}
