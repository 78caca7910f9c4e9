import type { ErrorCode } from '@dawg/contract/storage-error';
import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { httpStatusOf } from '../wire-error.ts';
import { REST_ROUTES } from './rest-routes.ts';
import type { RestRoute } from './rest-route.ts';
import { fileAnswer, restError, uploadFields } from './rest-shapes.ts';

/** What every route may be refused with. */
const ALWAYS: readonly ErrorCode[] = [
  'invalid-request',
  'unauthenticated',
  'forbidden',
  'database-unavailable',
  'internal',
];

/** The REST routes in OpenAPI 3.1, made of the schemas that validate them. */
export function createOpenApiDocument(serverUrl: string) {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Dawg Storage',
      version: '0.1.0',
      description: 'Cloud storage for audio. Sizes are bytes, times ISO 8601.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl }],
    security: [{ bearer: [] }, { session: [] }],
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'The token that signing in answers' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'dawg-session',
          description: 'What changes something also needs the header `x-dawg-client`, with any value',
        },
      },
    },
    paths: pathsOf(REST_ROUTES),
  });
}

function pathsOf(routes: readonly RestRoute[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {
    '/api/storage/upload': { post: upload },
    '/api/storage/zip/{token}': { get: fetchZip },
    '/api/storage/link/{token}': { get: followed('The file that a link of an hour is for', LINK_ERRORS) },
    '/api/storage/public/{token}': { get: followed('A public file', PUBLIC_ERRORS) },
  };
  for (const route of routes)
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) };
  return paths;
}

function operationOf({ summary, params, query, body, answer, errors }: RestRoute): ZodOpenApiOperationObject {
  return {
    summary,
    requestParams: { ...(params ? { path: params } : {}), query },
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    responses: { 200: json('Done', answer), ...refusals(errors) },
  };
}

/** Its body is no JSON: the server reads it while it arrives. */
const upload: ZodOpenApiOperationObject = {
  summary: 'Stores an audio file',
  description:
    'The form’s Content-Length is the most that is reserved while it arrives. One file a form; the other fields may ' +
    'stand before it or after it. It cannot be resumed: files of gigabytes go better by upload sessions.',
  requestBody: {
    required: true,
    content: {
      'multipart/form-data': {
        schema: uploadFields.extend({
          file: z.string().meta({ contentMediaType: 'application/octet-stream' }),
        }),
      },
    },
  },
  responses: {
    200: json('Stored', fileAnswer),
    ...refusals([
      'file-empty',
      'file-too-large',
      'type-not-allowed',
      'name-invalid',
      'quota-exceeded',
      'too-many-uploads',
      'checksum-mismatch',
      'store-unavailable',
    ]),
  },
};

/** Its answer is no JSON: it is sent while it is made. */
const fetchZip: ZodOpenApiOperationObject = {
  summary: 'The zip that a ticket is for',
  description:
    'Once, for whoever has the token. Uncompressed, with a SHA256SUMS file. Less than its Content-Length arrives when ' +
    'something fails meanwhile; it cannot be resumed.',
  security: [],
  requestParams: { path: z.strictObject({ token: z.string() }) },
  responses: {
    200: {
      description: 'The zip',
      content: { 'application/zip': { schema: z.string().meta({ contentMediaType: 'application/zip' }) } },
    },
    ...refusals(['link-not-found', 'file-not-found', 'folder-not-found', 'store-unavailable']),
  },
};

const LINK_ERRORS: readonly ErrorCode[] = ['link-not-found', 'file-not-found'];
const PUBLIC_ERRORS: readonly ErrorCode[] = ['link-not-found'];

/** Sent on to the store, for a minute. */
function followed(summary: string, errors: readonly ErrorCode[]): ZodOpenApiOperationObject {
  return {
    summary,
    description: 'For whoever has the token, without credentials.',
    security: [],
    requestParams: { path: z.strictObject({ token: z.string() }) },
    responses: { 302: { description: 'To the bytes, by a URL that lives one minute' }, ...refusals(errors) },
  };
}

function json(description: string, schema: z.ZodType) {
  return { description, content: { 'application/json': { schema } } };
}

/** By status, each with its codes. */
function refusals(errors: readonly ErrorCode[]) {
  const codes = Map.groupBy([...errors, ...ALWAYS], httpStatusOf);
  return Object.fromEntries(
    [...codes].map(([status, all]) => [
      String(status),
      json(all.map((code) => `\`${code}\``).join(', '), restError),
    ]),
  );
}
