import { matchingRule, type CorsRule } from '../bucket/cors-rules.ts';
import { S3Error } from '../s3-error.ts';
import { findBucket, type Store } from '../store.ts';
import { emptyAnswer, type Answer } from './answer.ts';
import type { S3Request } from './s3-request.ts';

/** The answer depends on these, so a cache must not give it to another origin. */
const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

/**
 * Answers a preflight, which no browser signs.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTOPTIONSobject.html
 * @throws S3Error BadRequest when it is no preflight, AccessForbidden when no rule allows the request
 */
export function answerPreflight(store: Store, request: S3Request): Answer {
  const origin = request.headers.get('origin');
  const method = request.headers.get('access-control-request-method');
  if (origin === undefined)
    throw new S3Error('BadRequest', 'Insufficient information. Origin request header needed.');
  if (method === undefined) {
    throw new S3Error('BadRequest', 'Invalid Access-Control-Request-Method: null');
  }
  const { cors } = findBucket(store, request.bucketName).settings;
  if (cors.length === 0)
    throw new S3Error('AccessForbidden', 'CORSResponse: CORS is not enabled for this bucket.');
  const headers = (request.headers.get('access-control-request-headers') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const rule = matchingRule(cors, { origin, method, headers });
  if (rule === undefined) throw new S3Error('AccessForbidden');
  return emptyAnswer(200, {
    ...allowedHeaders(rule, origin),
    ...(headers.length > 0 && { 'access-control-allow-headers': headers.join(', ') }),
  });
}

/** What lets a page of another origin read the answer, errors included. Empty when no rule says it may. */
export function corsHeaders(store: Store, request: S3Request): Record<string, string> {
  const origin = request.headers.get('origin');
  const bucket = store.buckets.get(request.bucketName);
  if (origin === undefined || bucket === undefined || bucket.settings.cors.length === 0) return {};
  const rule = matchingRule(bucket.settings.cors, { origin, method: request.method, headers: [] });
  return rule === undefined ? { vary: VARY } : allowedHeaders(rule, origin);
}

function allowedHeaders(rule: CorsRule, origin: string): Record<string, string> {
  const isForAll = rule.allowedOrigins.includes('*');
  return {
    'access-control-allow-origin': isForAll ? '*' : origin,
    // Browsers refuse credentials together with `*`.
    ...(!isForAll && { 'access-control-allow-credentials': 'true' }),
    'access-control-allow-methods': rule.allowedMethods.join(', '),
    ...(rule.exposeHeaders.length > 0 && { 'access-control-expose-headers': rule.exposeHeaders.join(', ') }),
    ...(rule.maxAgeSeconds !== undefined && { 'access-control-max-age': String(rule.maxAgeSeconds) }),
    vary: VARY,
  };
}
