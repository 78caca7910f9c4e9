import type { S3Request } from '../http/s3-request.ts';
import { S3Error } from '../s3-error.ts';

/** What a client presents to prove who it is: an Authorization header, or the query of a presigned URL. */
export interface PresentedSignature {
  readonly place: 'header' | 'query';
  readonly accessKeyId: string;
  /** `20300131`, as the credential scope has it. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** `20300131T235959Z`. */
  readonly timestamp: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly payloadHash: string;
  /** Presigned URLs only. */
  readonly expiresInSeconds: number;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const MAX_EXPIRY_SECONDS = 604_800; // seven days

/**
 * Finds and parses the signature.
 * @throws S3Error AccessDenied for anonymous requests, and S3's several errors for signatures that cannot be read
 */
export function presentedSignature(request: S3Request): PresentedSignature {
  const authorization = request.headers.get('authorization');
  const isPresigned = request.query.has('X-Amz-Signature') || request.query.has('X-Amz-Algorithm');
  if (authorization !== undefined && isPresigned) {
    throw new S3Error(
      'InvalidArgument',
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter or the Authorization header should be specified',
    );
  }
  if (isPresigned) return fromQuery(request);
  if (authorization !== undefined) return fromHeader(request, authorization);
  if (request.query.has('Signature') && request.query.has('AWSAccessKeyId')) throw unsupportedMechanism();
  throw new S3Error('AccessDenied');
}

function fromHeader(request: S3Request, authorization: string): PresentedSignature {
  if (!authorization.startsWith(`${ALGORITHM} `)) throw unsupportedMechanism();
  const fields = new Map(
    authorization
      .slice(ALGORITHM.length)
      .split(',')
      .map((field) => {
        const [name = '', ...value] = field.trim().split('=');
        return [name, value.join('=')];
      }),
  );
  const payloadHash = request.headers.get('x-amz-content-sha256');
  if (payloadHash === undefined) {
    throw new S3Error('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  const timestamp = request.headers.get('x-amz-date');
  if (timestamp === undefined) {
    throw new S3Error('AccessDenied', 'AWS authentication requires a valid x-amz-date header');
  }
  return {
    place: 'header',
    ...parseCredential(fields.get('Credential'), 'AuthorizationHeaderMalformed'),
    timestamp,
    signedHeaders: parseSignedHeaders(fields.get('SignedHeaders'), 'AuthorizationHeaderMalformed'),
    signature: required(fields.get('Signature'), 'Signature', 'AuthorizationHeaderMalformed'),
    payloadHash,
    expiresInSeconds: 0,
  };
}

function fromQuery({ query, headers }: S3Request): PresentedSignature {
  const code = 'AuthorizationQueryParametersError';
  if (query.get('X-Amz-Algorithm') !== ALGORITHM) {
    throw new S3Error(code, `X-Amz-Algorithm only supports "${ALGORITHM}"`);
  }
  return {
    place: 'query',
    ...parseCredential(query.get('X-Amz-Credential'), code),
    timestamp: required(query.get('X-Amz-Date'), 'X-Amz-Date', code),
    signedHeaders: parseSignedHeaders(query.get('X-Amz-SignedHeaders'), code),
    signature: required(query.get('X-Amz-Signature'), 'X-Amz-Signature', code),
    payloadHash:
      headers.get('x-amz-content-sha256') ?? query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD',
    expiresInSeconds: parseExpiry(required(query.get('X-Amz-Expires'), 'X-Amz-Expires', code)),
  };
}

type MalformedCode = 'AuthorizationHeaderMalformed' | 'AuthorizationQueryParametersError';

/** `<access key id>/<date>/<region>/<service>/aws4_request`; the id may itself hold slashes. */
function parseCredential(credential: string | undefined, code: MalformedCode) {
  const parts = required(credential, 'Credential', code).split('/');
  const [date, region, service, terminator] = parts.slice(-4);
  const accessKeyId = parts.slice(0, -4).join('/');
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request') {
    throw new S3Error(
      code,
      'The Credential is malformed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  }
  return { accessKeyId, date, region, service };
}

function parseSignedHeaders(list: string | undefined, code: MalformedCode): string[] {
  return required(list, 'SignedHeaders', code).split(';');
}

function parseExpiry(text: string): number {
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (seconds >= 1 && seconds <= MAX_EXPIRY_SECONDS) return seconds;
  throw new S3Error(
    'AuthorizationQueryParametersError',
    `X-Amz-Expires must be between 1 and ${MAX_EXPIRY_SECONDS} seconds`,
  );
}

function required(value: string | undefined, name: string, code: MalformedCode): string {
  if (value === undefined || value === '') throw new S3Error(code, `${name} is missing.`);
  return value;
}

function unsupportedMechanism(): S3Error {
  return new S3Error(
    'InvalidRequest',
    'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
  );
}
