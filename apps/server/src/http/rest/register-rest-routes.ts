import { httpStatusOf } from '@dawg/api/wire-error';
import { REST_ROUTES, toRestError } from '@dawg/api/rest/rest-routes';
import { isRetryable, StorageError } from '@dawg/contract/storage-error';
import type { Storage } from '@dawg/storage/storage';
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { credentialOf, findPrincipal, type PrincipalParts } from '../../accounts/principal.ts';
import { failureCode } from '../failure-code.ts';
import { restForgeryProblem } from '../forgery-problem.ts';
import { registerLinkRoutes } from '../links/link-routes.ts';
import { registerZipRoute } from '../zip/zip-route.ts';
import { storeForm, type StoreFormParts } from './store-form.ts';

const PREFIX = '/api/storage';

export interface RestParts extends PrincipalParts, StoreFormParts {
  readonly storage: Storage;
  /** Origins whose pages may call. */
  readonly origins: readonly string[];
}

/** Serves the guide's routes under `/api/storage`. */
export async function registerRestRoutes(app: FastifyInstance, parts: RestParts): Promise<void> {
  await app.register(
    async (scope) => {
      answerInTheirWords(scope, parts);
      scope.addHook('onRequest', async (request) => requireNoForgery(request, parts));
      scope.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));
      for (const route of REST_ROUTES) {
        scope.route({
          method: route.method,
          url: route.path.slice(PREFIX.length).replaceAll(/\{(\w+)\}/g, ':$1'),
          handler: async (request) => {
            const owner = await ownerOf(request, parts);
            return route.run({ storage: parts.storage, owner }, request);
          },
        });
      }
      registerZipRoute(scope, parts.storage);
      registerLinkRoutes(scope, parts.storage);
      // Many programs say that nothing is JSON; with Fastify's own parser that is a bad request.
      const parseJson = scope.getDefaultJsonParser('error', 'error');
      scope.removeContentTypeParser('application/json');
      scope.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) =>
        body === '' ? done(null, undefined) : parseJson(request, body, done),
      );
      // The handler reads the body while it arrives: Fastify is to leave it where it is.
      scope.addContentTypeParser('multipart/form-data', (_request, _body, done) => done(null));
      scope.route({
        method: 'POST',
        url: '/upload',
        handler: async (request) => {
          const owner = await ownerOf(request, parts);
          return storeForm(parts, { owner, request: request.raw, requestId: request.id });
        },
      });
    },
    { prefix: PREFIX },
  );
}

function answerInTheirWords(scope: FastifyInstance, { database }: Pick<RestParts, 'database'>): void {
  scope.setErrorHandler<FastifyError | StorageError>(async (error, request, reply) => {
    const code = await failureCode(error, database);
    const failure = error instanceof StorageError ? error : toStorageError(error, code);
    if (code === 'internal') request.log.error({ err: error.cause ?? error }, 'a call failed');
    if (isRetryable(code)) reply.header('retry-after', '2');
    const status = error instanceof StorageError ? undefined : error.statusCode;
    return reply
      .status(code === 'invalid-request' ? (status ?? 400) : httpStatusOf(code))
      .send(toRestError(failure, request.id));
  });
  scope.setNotFoundHandler(async (request, reply) => {
    const failure = new StorageError('invalid-request', { problem: 'there is no such route' });
    return reply.status(404).send(toRestError(failure, request.id));
  });
}

/** Fastify says in plain words what it refuses; what failed for another reason is told to the log alone. */
function toStorageError(error: FastifyError, code: StorageError['code']): StorageError {
  return code === 'invalid-request'
    ? new StorageError(code, { problem: error.message }, { cause: error })
    : new StorageError(code, {}, { cause: error });
}

function requireNoForgery(request: FastifyRequest, { origins, trustedUserHeader }: RestParts): void {
  if (request.method === 'GET' || request.method === 'HEAD') return; // changes nothing
  const credential = credentialOf(request.headers, trustedUserHeader);
  const problem = restForgeryProblem(request, credential, origins);
  if (problem !== null) throw new StorageError('forbidden', { problem });
}

/** Throws `unauthenticated`. */
async function ownerOf(request: FastifyRequest, parts: RestParts): Promise<string> {
  const owner = await findPrincipal(parts, request.headers);
  if (owner === null) throw new StorageError('unauthenticated');
  return owner;
}
