import { appRouter, type AppRouter } from '@dawg/api/app-router';
import { isRetryable, messageOf } from '@dawg/contract/storage-error';
import { storageErrorOf } from '@dawg/api/wire-error';
import type { Storage } from '@dawg/storage/storage';
import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { findPrincipal, type PrincipalParts } from '../accounts/principal.ts';
import { forgeryProblem } from './forgery-problem.ts';

/** Calls in one HTTP request: enough for a page's queries or a batch of small files' sessions. */
const MAX_BATCH_SIZE = 50;

export interface TrpcParts extends PrincipalParts {
  readonly storage: Storage;
  /** Origins whose pages may call. */
  readonly origins: readonly string[];
}

/** Serves the router under `/trpc`. */
export async function registerTrpcRoutes(
  app: FastifyInstance,
  { storage, origins, ...principals }: TrpcParts,
): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      const problem = trpcForgeryProblem(request, origins);
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
          principal: principalOf(principals, req),
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
function trpcForgeryProblem(request: FastifyRequest, origins: readonly string[]): string | null {
  const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '');
  const isFit = request.method === 'GET' || isJson;
  return forgeryProblem(request, origins) ?? (isFit ? null : 'the body must be application/json');
}

/** Who is signed in. Looked up once for all calls of a batch. */
function principalOf(parts: PrincipalParts, request: FastifyRequest): () => Promise<string | null> {
  let asked: Promise<string | null> | null = null;
  return () => (asked ??= findPrincipal(parts, request.headers));
}
