import { appRouter, type AppRouter } from '@dawg/api/app-router';
import { isRetryable, messageOf } from '@dawg/contract/storage-error';
import type { ApiContext } from '@dawg/api/trpc';
import { storageErrorOf } from '@dawg/api/wire-error';
import type { Storage } from '@dawg/storage/storage';
import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findPrincipal, type PrincipalParts } from '../accounts/principal.ts';
import { foreignOrigin, forgeryProblem } from './forgery-problem.ts';

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
    endStreamsAtClose(scope);
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
  // An EventSource sends no headers of ours. Its answer is for pages of our own alone, and it changes nothing.
  if (isStream(request)) return foreignOrigin(request, origins);
  const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '');
  const isFit = request.method === 'GET' || isJson;
  return forgeryProblem(request, origins) ?? (isFit ? null : 'the body must be application/json');
}

/** Who is signed in. Looked up once for all calls of a batch. */
function principalOf(parts: PrincipalParts, request: FastifyRequest): ApiContext['principal'] {
  let asked: Promise<string | null> | null = null;
  return (how) => {
    if (how?.fresh) asked = null;
    return (asked ??= findPrincipal(parts, request.headers));
  };
}

function isStream({ method, headers, url }: FastifyRequest): boolean {
  const isWanted = headers.accept === 'text/event-stream' && headers['sec-fetch-site'] !== 'cross-site';
  return method === 'GET' && isWanted && /^\/trpc\/changes(\?|$)/.test(url);
}

/** Closing waits for the requests under way, and a stream is under way for as long as its page is open. */
function endStreamsAtClose(scope: FastifyInstance): void {
  const streams = new Set<FastifyReply>();
  scope.addHook('onRequest', async (request, reply) => {
    if (!isStream(request)) return;
    streams.add(reply);
    reply.raw.on('close', () => streams.delete(reply));
  });
  scope.addHook('preClose', async () => {
    for (const { raw } of streams) raw.destroy(); // whoever follows connects to another server
  });
}
